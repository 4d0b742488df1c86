// Made by scripts/make-background-terms.mjs from the vocabulary of all-MiniLM-L6-v2 (Apache-2.0); not edited by hand.

/**
 * English terms (stems) by how common they are: at level l a term is about 2^(-l/2) of the words of a text.
 * Terms that aren't here are rarer than the last level.
 */
export const BACKGROUND_TERMS: readonly (readonly [level: number, terms: string])[] = [
  [
    17,
    `
first
    `,
  ],
  [
    18,
    `
go know make new say state take time two us year
    `,
  ],
  [
    19,
    `
back get good includ like school see work world
    `,
  ],
  [
    20,
    `
american bear becom build call citi come day don even film find follow give hand head hous later leav look man name
national part person place play re second team think three unit universiti want way well win
    `,
  ],
  [
    21,
    `
album another area base begin compani de didn end eye face fami feel four game group high hold home however last
lead life live long member move north number open record releas right run season seri show sinc south start tell
turn war woman write
    `,
  ],
  [
    22,
    `
ag air along appear april art ask august award away bodi book centuri chang child church close club colleg counti
develop die district earli east father final forc form former general govern help international januari john juli
june leagu line littl ll love march mean music near need never october old order original parti perform point public
receiv return room september serv servic set several side singl small song station system thing town tri water west
york
    `,
  ],
  [
    23,
    `
act although arm armi band behind black bring british car center championship class communiti complet continu
countri creat current death december design different direct division door due establish event fall featur februari
field five foot football friend front girl great hear histori island join keep kill king land larg late law level
light local locat lose main major meet mother next night november offic park plan player population power present
president produc program provid publish put race reach remain result river road round short son sound st stand star
stop stori street student studi support third titl together top toward track train ve villag voic walk wasn week
white word
    `,
  ],
  [
    24,
    `
accord across ad allow almost alreadi alway among announc association attack battl believ big blue board boy break
brother business career carri case caus central character co common consider control couldn council cours court
cover cross cup date decid depart describ director draw drive education election english enough far fight finish
fire found franc free french full georg german god ground grow hair half hall happen hard heart hit hour human ii
increas insid interest involv issu jame km la languag least list london manag mark marri match mile militari million
mind minut moment month non note noth offer official often other pass period political position post press previous
production project pull radio red refer region replac report requir research rise rock role royal scienc score seat
seem sell send ship shoot sign sit site six smile societi speak speci special stage step sure talk television term
total tour type union various version wait wall watch western wife william young
    `,
  ],
  [
    25,
    `
abl action actual addition al america angel answer appoint arriv artist attempt attend australia australian averag
bad bank bed bill bite blood breath brown california canada care catch centr certain chief choos claim clear coach
command commission committe consist construction contain cut danc dark daughter david dead deal debut deep defeat
degre despit do drop eastern elect engineer england enter entir episod european eventual everyth exampl exist experi
fact femal festival figur finger floor focus food forward fund germani goal gold grand green guitar guy health heavi
henri hill hope hospital host idea important india indian individual information initial instead institut kind kiss
lake leader learn less lie limit lip lot low lower magazin male mari market master matter mayb mi michael middl mine
minister miss model modern money mountain mouth movement mr museum network northern officer operat operation
organization outsid paint particular past paul pay per peter pick plant polic popular practic primari privat probab
problem process professional provinc question quick railway rais rang rank rate rather read real reason remember
represent rest retir review robert rout rule russian saint san sea section seven shake share shoulder similar sister
slow social sometim soon sourc southern space spend sport squar stare stay stone strong studio style summer tabl
teach ten test thoma today touch trade tree tv understand usual video view visit vocal vote wear wide window
    `,
  ],
  [
    26,
    `
academi accept access account achiev activ activiti actor additional advanc africa african agre aircraft airport
alon animal annual apart appli approach approximat articl assist associat attention author authoriti availabl bar
bay beat besid block border box branch bridg broadcast burn buy camp campaign canadian capital captain captur cast
catholic cell census chair challeng champion channel chapter charg charl chart chest china chines christian civil
cloth coast cold collection color commercial compet competition computer concern condition conduct confer connect
contract corner cost coupl cultur damag data decision destroy differ direction discover doesn doubl dr dream dress
drink earlier earn earth easi eat economic edg edition effect effort eight energi engin escap especial europ everyon
executiv expect explain extend faciliti fail fear federal fill fine fish fli foreign forest foundation fourth ft
function futur gain glanc glass governor grab graduat grant guard gun hadn hang heat hell hide higher historical
honor hors hot hotel household hundr husband imag immediat improv independent indicat industri influenc introduc
italian jack japan japanes job judg key kid kingdom ladi largest laugh launch lay lean leg length letter librari
lift link location longer lord los loss maintain manager material measur medal media medical mention mid mission mix
morn mount movi municipaliti nation nativ natural nod normal notic novel occur oh okay older olympic onto own pain
paper parent paris participat personal phone pictur piec polici port possibl premier princ producer product
professor promot properti protect purchas push queen quit readi realiz recent recogniz reduc regard regular relat
relationship remov republic resid reveal richard ride ring roll roman save scene search secret securiti seek select
self senior sens separat settl shape significant sing singer sir size ski skin sleep smith soldier spanish speed
spot spring staff standard store strike structur subject subsequent success successful sudden suffer suggest sun
surfac surpris surround surviv tear technologi thank theatr throughout throw thus tournament traditional transfer
travel true trust twenti uk valley valu van via washington wave whisper whole wind wing winner wish wonder wood
wouldn writer yard
    `,
  ],
  [
    27,
    `
abiliti acquir adam address administration admit adopt adult affair affect agenci agent agreement aid aim alli
amount ancient anti application argu arrang arrest assemb assign assistant assum avoid babi ball bare basketball
bass beach beautiful bell belong beyond bird bishop blow boat bomb bowl brand brief buri campus candidat card castl
chairman chanc check chicago choic circl clean climb closer code collect combin commander commit communication
compar complex compos concert congress construct contact contribut cook copi corp corporation count credit creek
crew cri crime critic crowd cultural daniel declar defens defin demand democratic depend detail determin digital
disappear display distanc divid doctor document dog draft drama dri driver drug drum duti ear editor edward effectiv
el element emerg emperor empir enemi engag enjoy entertain equip era estat estimat evid exact except exchang expand
express expression fair famous fan farm fast feed fellow fifth file financial firm fit flight florida flow flower
forget fort founder frame frank garden gather gaze genus global golden grade greek guess guest guid handl happi hate
highest highway historic hunt hurt ic identifi iii inch incom institution intend interview invest ireland irish isbn
isn itali jean joe joint jone joseph journal jump junior justic kick kilometr label lack larger le leaf lee legal
listen lock louis machin majoriti map marin marriag martin mass mayor memori messag metal method metr mexico mike
ministri minor mm mom most murder musical narrow natur navi nearbi neck newspaper nine numerous object obtain occupi
oil organiz overall owner pacific page pair parish parliament partner passenger patient peac peak pennsylvania
perfect perhap physical piano platform pleas politician poor pop potential prepar pressur pretti prevent price prime
print prior prize promis propos prove publication purpos qualifi qualiti quarter quiet reform refus regiment
regional register relation relativ religious repli representativ republican request reserv resident resourc respons
risk rural rush safe sale sam scale schedul scream screen secretari serious settlement sex shift shirt shop signal
silver simp sink situation skill slide slight soft sorri sort soul soviet spain specific split spread squadron
stadium status steal stick storm straight struggl suit super supp suppos target tax teacher templ territori texa
text theme theori therefor thousand tie tom tower township trail transport trial troop truth typical upper vampir
varieti vehicl vice victori virginia volum wake wale warm warn weapon weight whether wild winter worker worri wound
wrong yeah youth zealand
    `,
  ],
  [
    28,
    `
abandon academic accompani acr actress administrativ advertis ahead alex alexander aliv alongsid alternativ analysis
andrew ann apparent appeal architect asia asian assess athletic attach attract audienc avenu awar background bag
baseball basic basis bat battalion bbc ben bend beneath benefit berlin birth bob bond bone boston bottom bound brain
breed brigad bright britain brush bus calm camera cancer cap capaciti careful carolina cat categori cd celebrat
cemeteri chain chamber chase cheek chris christma cite citizen clark classic cloud coat coffe colour columbia com
comedi comic comment communist component composer compris concept conclud confirm conflict connection conservativ
constant contemporari content contest contribution controll convention conversation convert convinc cool correspond
counter crash creation criminal critical crown curv cycl dad daili damn debat decad declin dedicat defend del
deliver demonstrat deni depict deputi deriv des designat desir devic difficult discuss diseas distinguish
distribution documentari doubt dragon du duke dutch earl economi ed edit elder electric electronic eliminat
elizabeth employ employe empti enabl encourag ensur entranc entri environ environmental equal et excit exhibit
exhibition explor extensiv extra extrem factor factori faculti fame fighter financ fix flag flash flat fleet flood
fold footballer formal format formation fox francisco freedom freez frequent fuel fulli galleri gas gate gene
generat generation georgia giant gift gray greater grin grip growth haven headquarter height hero hip hire historian
hockey hole holi honour huge hunter ignor imagin impact import incident incorporat industrial infantri injuri inspir
install instrument investigation invit iran iron israel item jackson jazz jersey jewish jim johnson journalist jr
kitchen knee knight knock knowledg lane lap latin latter lawyer leadership liberal licens lieutenant literatur load
loan lyric magic manufactur maria max median medicin memorial merg michigan mill mirror monitor moon motion motor
mrs multipl muscl musician muslim naval necessari nice nick nominat none nose notabl nurs observ obvious ocean ohio
on onlin opera opportuniti oppos option orchestra origin pack palac path pattern paus percent permanent phase
philippin pilot pioneer pitch plain plane planet plate plot pocket poem poet poland polish pool portion positiv
pound powerful prais pre prefer presenc preserv priest principal prison prisoner pro programm progress prominent
promotion proper protection protein protest rail railroad rain rapid rare ray reaction realiti rear recall recover
recruit reflect reject relief religion remind renam repair repeat rescu resist respect respectiv respond responsibl
restaurant restor retain revolution rich roger rome roof root rough row rugbi ruin runner russia safeti sail sampl
santa scholar scientific scotland scott scottish secondari sector secur seed semi senat sentenc sequenc session
sever sexual shadow sharp shock shout shut sigh sight silenc silent simon simpl slip smaller smell smoke smooth snap
softwar solo solution speech spell spirit sponsor statement steel stephen steve stock strang stream strength stretch
string strip stroke succeed sunday survey suspect sweet swim swing switch sword sydney talent tall tank task tast
taylor technical techniqu temperatur tend theater thirti threat threaten throat tight tip tire tone tongu toni
tonight tool tooth trace tradition traffic translat trap treat treatment tribe trip troubl truck twice twin twist
ultimat unabl uncl uniqu unknown unlik urban usa user vari vessel victim victoria vision volunteer von ward websit
whatever wheel wine witness wolf wrap wrestl yellow younger zone
    `,
  ],
  [
    29,
    `
absolut abus ac accident accomplish accus acid acknowledg adapt add adjust advantag adventur advocat affiliat afraid
afternoon afterward agricultural airlin alan albert ali allianc alternat amateur amaz amend anderson anger angl
angri anna anthoni antonio anymor anyway appropriat approv arab arch architectur archiv aren arena argument aris
arrival arthur artilleri ash asid aspect ass assault athlet atlantic attorney attribut austria bachelor balanc ban
barn baron bath batteri bc beam beauti bedroom beer beg behavior belief belt bet bid billboard billi billion blade
blame bless blind blink boot bore borough boss bother bottl boundari bow brazil brian brick broad bronz brook budget
bureau burst bush button cabinet cabl cambridg canal cape cardinal carlo carrier cathedral cave ceremoni chapel
characteristic chariti charli charter chemical christ circuit civilian classical classification client climat clock
cm coin collaboration collaps colonel coloni colorado column combat combination commissioner commun composition
concentrat confus conscious constituenci constitution contrast coordinat core correct cousin crack craft crazi
creatur cricket crush crystal curl curs custom customer da dam dan danger dangerous dare darkness dave davis dean
deck decreas defenc definit definition delay democrat demon densiti depth der descend description desert designer
desk desperat di diamond difficulti dig dinner disappoint disc discoveri discussion disput distinct distribut
disturb dollar domain domestic dominat downtown dozen drag drain dvd dynasti eagl eas echo eddi educat educational
egg elementari emergenci emotion en encounter enforc enhanc enroll enterpris entitl ep eric escort essential etc
evan evil ex examin exception exclusiv execut exercis exit expansion expedition experienc expert expos extension
fade failur faith farmer fashion favor favorit fc federation fiction fifti fist flame float fly fm folk ford forever
formula francis frequenci fresh frown fruit fuck fun gasp gear gestur ghost glad glare glow gordon grace grass grave
greatest grey growl habitat han harri hat heal heaven helen heritag hey highlight holiday hong hook hop horn horror
howard hug hugh hungarian hurri ian identiti illinois illustrat imperial implement inc independ indi inform
inhabitant inherit initiativ injur inner insist instanc instant instruction integrat intellig intention interior
internal internet introduction invasion investigat iv jacob jake jane jason jaw jeff jesus jet jew jimmi johnni joke
jose journey junction kansa kelli kevin keyboard kg khan kim knife kong korea korean labor laboratori labour
landscap layer lectur legend legislativ les lewis lion literari locomotiv lodg log loos loud lover ltd lucki lung ma
manchester manner manufacturer mar mask massachusett mate matt matthew maximum melbourn mental merchant mere mess
meter metropolitan mexican miller minnesota mistak mobil mode modifi monster monument moor moral moscow moth multi
municipal mutter negativ neighbor neighborhood nervous net netherland newli nfl nois nomination northeast northwest
norway norwegian nuclear oak occasion occasional odd oldest ontario operator opinion opponent opposit opposition
orang organ organisation originat otherwis outstand ow oxford pace packag painter pakistan pale palm panel pant
parallel partial partnership passag pat patent patrick peer penalti permit persian personaliti personnel
philadelphia philip philosophi photo photograph pin pink pit playoff pleasur plus poetri pole politic poll pope
portrait portray portugues possess possib possibiliti pour pp practical presidential princess principl procedur
proceed profit prompt proposal provincial publisher pump punch punish pure pursu quot raid reader rebuild
recognition recommend refere regulation reign relax reli remix reporter researcher resembl resign resolution
responsibiliti retreat retriev revenu rider ridg rifl rio rip rival rub ryan salt sand sarah satellit saturday scan
scare scheme scientist scout script sculptur seal segment selection senator servant seventh sheet shell shield shit
shoe shore shove shower shrug situat sixth slam slave snow soccer soil sole solid somehow somewher southeast
southwest span speaker specializ specifical spin squad squeez sr sri stair stake statu steadi steam stem steven
stomach strain strategi stress stuff sub suburb suck supporter suprem swallow swear sweden swedish sweep symbol tag
tail tale tap tape temporari tennis terminal thick thin thought ticket tiger tini tomorrow ton topic toronto toss
tourist transform transition translation travell treati trick trophi tropical tug tune tunnel turkey turkish twelv
un uniform universal unless unusual updat upgrad urg variation ventur venu veteran victor vietnam violenc virtual
visitor visual vol walker walter warrior wash wast weak weather web wed weekend welcom weren wet will wilson wipe
wire wooden worldwid worth yell
    `,
  ],
  [
    30,
    `
abbey abc absenc absorb acclaim accurat ach acoustic acquisition activist adaptation adjacent administer admiral
advic advis agricultur ah alabama alarm alfr alic alien align alleg allen alter ambassador ami amongst amus anchor
andi andr andrea anniversari anywher appl appreciat approval arabic archbishop argentina arizona armenian armor
arrow artistic assert asset assur atlanta attitud attraction audio aunt austin austrian aviation backward baker
baltimor bang baptist barbara bark barrel barri barrier basin bathroom beast beetl belgium bench benjamin bibl
biggest bike bind birmingham birthday bitter blake blanket blast blond bobbi bolt bomber bonus boom bounc brake
brave brazilian breakfast breast broadway brow bruce bull bullet busi ca cabin cafe calculat campbell capabiliti
capabl carbon carl carter carv cash cavalri ceas ceil celebration celebriti ceo certificat charlott charm cheer
chemistri childhood chin chip choir choke christopher chronicl chuckl cinema circumst clair clan classifi classroom
claw clay clench cleveland click cliff clip cluster clutch coal coalition coastal cole collaborat colleagu collectiv
collin colonial colt comfort commemorat commenc commerc commonwealth companion comparison compilation complain
completion compound comput concentration conclusion concret conductor confront congregation connecticut consecutiv
consequ conservation considerabl consistent constitut consult consum consumer contestant context continuous
controversi conversion convict cooper cop corporat corridor costum couch coup coverag crawl creativ crisis criticism
criticiz crop cruis curious cylinder czech dalla dancer danish danni dart databas dawn dc dear debt decorat defender
defensiv delegat deliveri denmark deploy deposit depression descendant deserv destination destruction detach detect
detectiv detroit developer devil devot dialect dick diego dimension dioces disagre disaster disciplin dish dismiss
disney disorder distract dive divorc dj dna dock dome donald donat dot dougla download drift drill drown dub dublin
duck dust dynamic earliest earthquak easier edinburgh efficient egypt egyptian eighth elbow electoral electrical
electriciti elevation elevator eleven elit embarrass embrac emili emma emotional emphasiz employment encompass endur
ensembl entiti equation equivalent erect error essay ethan ethnic ev evolv examination exclud excus execution exil
expensiv experimental explanation explod explosion export external eyebrow facilitat faint fals familiar fantasi
faster fate fault favour fee fenc ferri fifa fifteen filter finland flank flee flesh flip flush fool forehead forgiv
forth forti fortun forum foster fragment franchis franklin freak fred frederick fri friday friendship fulfill funni
fur gabriel gang gap gari gay gender genetic genr gent giggl girlfriend golf gonna gradual graham grandfather
graphic grasp greec greet groan gross grove guarante guardian guilti guinea guitarist gulf ha hallway halt hamilton
hammer harbor harder harm harris harvard hawk heel heir helicopter henc hint holder hollywood honest honorari hood
houston http humaniti hungari hurrican ideal il illegal illness immigrant implementation impli impos impossibl
impress imprison in increasing inde index indiana indigenous indonesia indoor influential infrastructur initiat
innovation input inscription installation instrumental insult insur intellectual intens intent inter interaction
interfer interpret interpretation interrupt intersection invad iowa iraq isl islamic isolat israeli jacket jail jami
jan jay jerk jerri jess johann jon jonathan jordan josh juan julia julian juri jurisdiction justin karl kate ken
kennedi kent kentucki kidnap killer kilometer knot kw lab landmark las lawrenc lb leak leap leas leather legislation
legislatur leon lesson let li liberti lick lifetim lincoln liquid lit literal liverpool lobbi logan lone longest
loop louisiana luca luci luis luke lunch mac mad mail mainten maker makeup malaysia mall mandat mansion manual
manuscript marco margaret margin marshall maryland massiv mathematic meal meanwhil meat mechanical mechanism
medieval medium melodi melt membership merit metro miami michel milk minimum minoriti missil missionari mississippi
missouri mitchell moan monasteri monday monk montreal mood morgan morris mous mp mph ms murmur murray mysteri nail
nake nazi nba ncaa negotiat negotiation neighbour nelson nerv nest nichola nicknam nobl nobodi norman notab ny
objectiv observation occupation offensiv oklahoma oliver operational orbit oregon organis orient orlean orthodox
ottoman outcom outdoor outer outlin output owen ownership pan parker parliamentari participant particl passion patch
patrol patron payment pearl pen peninsula percussion performer perspectiv petition phil phillip photographer
photographi phrase physic physician pierc pierr pile pine pipe pirat pittsburgh plastic poison populariti portugal
pose possession poverti pray prayer preced precis predecessor predict preparation presentation pretend prix proce
profil progressiv prohibit proud provision puerto puls pupil purpl puzzl qualification quebec queensland rachel
racial radical rage ralli ram random ranger rat ratio raw react realis rebel reception recipient recognis reduction
refuge regain regim regret regulat reinforc reliev relocat remark remot render rent representation reputation
residential resolv resort restoration restrict resum revers revival revolutionari reward rhode rhythm rice rick
ritual roar rob robin robinson robot rocket rocki romania romantic rope ross routin roy ruler russell sack sacrific
sad samuel satisfi scar scatter scent scholarship scratch screw sean seattl sebastian seiz semifinal serbian server
settler shade shelter sheriff shine shiver shouldn showcas sick signatur simultaneous sin singapor singh sip skull
slap slice slope smart snake sob socialist solar solv somewhat songwriter soundtrack spark specialist specifi
specimen spi spider spike spill spiritual sq stabl stack stain stamp stanley steer stewart stir storag strand
stranger strategic streak strengthen strict stronger stumbl stupid submarin submit subsidiari substantial substitut
successor sufficient sugar suicid sum summit superior surgeri surrender survivor susan suspend sustain sweat swift
swiss switzerland symphoni tackl tamil tea teas teen tender tennesse tension terminat terri thailand thigh thompson
throne thrust thumb tighten till tilt tim timber tissu toe tokyo tomb tortur touchdown toy transmission
transportation trembl trigger tripl truli truste tube tuck ty ukrain ukrainian und underground unfortunat univers
unsuccessful upset useful utiliz utter variabl variant vast vega vein vers versus vertical vienna viewer villa
vincent violent violin virgin virus visibl voter vs waist wander warren wayn weigh welsh wherea whilst whip widen
widow wisconsin witch workshop worship wright wrist ye yield zero
    `,
  ],
  [
    31,
    `
aaron ab aboard abraham abroad abrupt absent abstract abu accelerat accent accessibl accidental accommodat acquaint
activat adelaid administrator admir admission adrian advisor advisori afford afghanistan aggressiv ain airfield
alaska albanian alberta alcohol alert algorithm alpha altitud amanda amsterdam analyz ancestor anglo animat
animation ankl anni annoy antenna anthologi ap apologiz app arc archaeological archer architectural aria arkansa
armour arnold array artifact artificial artwork asleep assassin assembl assumption athen atmospher atom attain
audition auto automatic automatical automobil autonomous autumn await awak awkward ax axis azerbaijan badg badli
ballad ballet ballot bangladesh banner barcelona basement basket bastard bean beard beaten bee behalf beij belgian
belli bengal bennett berkeley bernard berri beta beth bicycl bigger bin biographi biologi biological bitch blank
blaze bleed blend blog bloodi blush boil bold booth borrow bout boxer boyfriend br brace brad bread brilliant
brisban bristol bro broadcaster brooklyn bruis bubbl buck buddhist buddi buffalo bug builder bulgaria bulgarian bump
bundl burial buse businessman butler butt butterf buzz cadet cage cain cake calendar cameron cancell candi candl
cannon canon canyon capita cargo caribbean carol carolin carpet carriag cartoon casino casual casualti catherin
cattl cbs ce celtic cent certifi chancellor chant chao characteriz cheat chef chess chew chicken chile chill
chocolat chorus christi christianiti chuck cigarett cincinnati circular citation civic civilization clash claud
claus clerk clinic clinical clinton closest clue cock coincid colin collector colombia comedian comfortabl
commentari commentator communicat competitiv competitor compil complaint comprehensiv compromis condemn confederat
confess confid confident configuration confin confusion congressional connor conquer consideration consol consolidat
constitutional consultant consumption container continent continental contractor contributor controller
controversial conventional conviction convoy cooperation copper corps corruption costa cottag cotton cough
councillor counsel counterpart cow cowboy craig cream creator creep croatia croatian crow cruiser cruz cuba cure
curtain dagger dakota dame dash davi dealer declaration decoration decre deem deeper default defect defendant deiti
delhi deliberat delicat delight delta demo democraci demolish demonstration den denis dennis denot dens denver
departur dependent derbi derek descent designation destroyer devastat devon dialogu diameter diari diesel dine dip
diplomat diplomatic dirt dirti disabiliti discharg disgust disk displac dissolv distant distinction distinctiv
divers divin doctrin doll dominant donation doorway down drake dramatic drip drummer dual dump duncan duo dwell
dylan eager editorial educator efficienci eighteen elaborat eldest electron elephant elevat eligibl elsewher em
email emission emphasis employer encod endemic endors engrav enlist enormous entrepreneur enzym est eu eugen euro
evaluat everybodi everywher evident evolution exam excell excellent exceptional exhaust expectation expens explicit
exploit explorer explosiv exposur extent extract ey fa fabric facad faction fairi fake falcon fang fastest fat fatal
favourit feather felix fellowship fiber fictional fierc filmmaker fin finalist finnish fled flick flicker florenc
fluid flute flutter follower footag fork fortress fossil fountain fourteen framework francois freyja frighten frog
frontier frustrat functional fundamental funeral furi furious furnitur furthermor gabl galaxi gambl garag garcia
gaug generator gentl genuin geographical gilbert gill glacier glasgow gleam globe glori glove gmina goddess googl
gospel gothic graduation grain grammar grandmother grandson graph greg gregori grid guilt gut habit hamlet hampshir
harbour hardwar harmoni harold harrison harsh hart harvest harvey haul haunt hawaii headlin healthi heavyweight
hebrew hectar hello helmet herb herbert hesitat hi highland hindu hispanic hiss hitler hms ho holland holm honey
hopeful horizon horizontal householder hp hudson hull hum hungri hurl hybrid ibn icon identical idiot idol
illustration immigration impression impressiv inaugural incumbent induc induct infant infection infinit inhabit inn
innocent inquiri insect inspection inspector inspiration instinct instructor integration intensiti interfac
intermediat interstat interval interven intervention intimat invention investigator investor invitation ion iranian
isaac islam islander ivan ivi jacqu jam jare jefferson jen jenni jennifer jeremi jerusalem jessica jewel jo joan
johnston journalism joy judgment judicial karen kati keeper keith kenya kit kneel kyle lace lamp lang lanka larri
laser lash latest latino laughter laura lawsuit lebanon leed legaci legion len lend leo leonard lesser levi liam
liberation liga lightn lili limb linear linger linguistic lisa lloyd localiti logic logo loser lowest lp lt luck
lynn lyon madam madison madrid magnetic mainland mainstream manhattan manipulat manor manuel marbl marc marcus mario
maritim marker marsh martial marvel mason mathematical matrix mauric meadow mechanic mediterranean membran memoir
merger microsoft midland midnight migrat miguel milan mild militia min miner mineral mini miracl mixtur mock moderat
modification modul moham molecul molecular monarch monkey mont montana mortal mosqu motorcycl mound muhammad munich
murphi muse mutual mysterious myth na nanci narrativ nate nathan nationalist nationaliti nbc nearest nee needl neil
nepal nephew nevada nevertheless newcastl nhl nicola nigeria nightmar ninth noah node nomine norfolk northwestern
notion nova nowher nut obama obligation observer offens ok olivia ongo onward op ordinari organic organism orphan
oscar ottawa otto outbreak outfit outlet overcom overlook overse oversea overwhelm oxygen pa pad painful palestinian
panic panther parad parameter participation passport pathway patriot pc peaceful peasant pedro peek peel penetrat
pension peopl perceiv percentag perception periodical permission perri persuad peru pet pete petersburg ph phd
philipp philosopher phoenix pier pig pillar pillow piss pistol pitcher plagu plantation plaza plead pleasant plenti
pm poke polit pond porch portal portland poster pot potato pradesh preach predator predominant prefectur pregnant
premis presenter preservation prey pride prioriti privileg profession proof prop proportion prospect protagonist
protestant protocol prototyp provider psychologi psychological pub punk purs pursuit qualifier quantiti quarterfinal
rabbi rabbit radar radiation raf rag raider ralph ranch rape rapper raven raymond realm rebellion receiver receptor
recommendation recoveri reed reflection regardless regent relegat relevant reluctant remainder remnant removal
renaiss rene renew renovation renown repeated reported reservation reservoir resignation restriction retail rev
revelation reveng reviewer revis reviv rib ribbon richmond rico riley riot robe rod roland romanc romanian romaniz
ron rooki rotat rover rumbl rumor runway ruth sa sacr sailor salari sandi sandwich santo sao sara saudi saxon
saxophon sc scandal scenario scrambl scrap scroll sculptor se sensation sensitiv sensor sequel serbia sergeant
serial seth seventi sexi shaft shah shakespear shanghai shark shatter shaw shed sheep shelf shi shorter shot shrine
shudder shuffl sibl sieg sierra signific silk similariti simpson sixteen sixti skate sketch skip skirt sleev slot
smash snail soap somebodi sophi southeastern spare spear specification spencer sphere spine spray sprint spun spur
ss stab stalk stall startl statistic statistical statut stiff sting storylin straighten strait strap stride stripe
structural stuart stun su substanc succe succession successiv suggestion suitabl sullivan sultan summon sunni
supervis supplement suppli suppress sur surg surgeon survival suspicion suspicious swan sway swell swirl symptom
syndicat syria tactic taiwan tan tattoo teammat tech ted teenager telephon temper tendenci tens tent tenth tenur
terminus terribl terrifi territorial terror terrorist textil thai theodor theologi theoretical therapi thereafter
thief thirteen thorn thorough thread thrill tick tide tier tile titan todd tommi tornado torpedo tough tourism tow
towel trader trailer trainer tran transaction transformation transit transmit treasur trend trent triangl tribut
tributari triniti trio trump trumpet trunk tumbl turner turtl twitch tyler uefa uh unanimous uncredit undergo
undergraduat underneath unemploy unincorporat upward usag uss utah utiliti vagu valentin valuabl valv vancouver
vanish vault vector vegetabl venezuela venic verb vi victorian vike villain violat violation visa vocalist
voivodeship volleyball voluntari vow vowel voyage vulnerabl wage wagon wallac wang warehous warfar warmth warner
warsaw watson watt weaken weakness wealth wealthi weird welfar whale whenever whistl wicket wider widespread wilder
wildlif willi wise withdraw withdrew wizard wonderful woodland wreck wrestler www ya yale yank yanke yesterday
yorkshir youngest youtub zane zombi
    `,
  ],
  [
    32,
    `
aa abbi abdul abolish aboriginal accessori accommodation accumulat accuraci accusation adequat adoption adviser
aerial aesthetic afc afl aftermath aggregat ahm ahmad ai airborn airplan aisl aka albani albania alec alexandra
alexandria allan allegation alleged alley allison allmusic alpin alright altar alteration alto altogether alumni
amazon amber ambition ambul ambush ammunition amor ana analyst angela anglican anim annex anonymous ant antarctic
anticipat antiqu antiquiti anton anxieti anxious apollo apologi apostl applicant aquatic ar arabia arcad
archaeologist arctic argentin ari armenia armstrong arsenal ascend ashley assassinat assassination asteroid astonish
astronomer atomic atop attacker attendant attractiv au auckland auction authoriz autobiographi auxiliari av ava aw
awaken awful ba bach backup bacteria bailey bake baldwin balkan balloon banana banker bankruptci bargain baronet
baroqu barrack basical bassist batman batter battleship bce be beck behav behaviour belfast belgrad betray betti
beverag biblical bit blair bloom blur bo bodyguard boe boiler bombard boon boost bosnia boulder boulevard bracket
bradford bradi bradley brandon brass breach breez brew brewer bride brien brigadier brighton bruno brunswick brussel
brutal bryan bud budapest bueno bulk bulldog bulli bunch burden burk burma burton bust buyer bye bypass byzantin cab
cal calculation caleb calgari can cancel canterburi canton canva capitol captiv cardiff caress carpenter carroll
carson cart cartridg casey cassi catalogu cater cautious cc cdp cello ceramic certification cesar ch chad chan
charleston chat cheap chees chelsea chen cherri chester chi chick chloe choral chord christin chromosom churchill
cia circulat circulation circus citizenship clap clara clasp clement clone closet closur coefficient cognitiv cohen
coil col collaborator collar collegiat collision cologn columbus comet commando commoditi compact comparativ compart
compell compensation complicat con conceal conceiv concerto concession concurrent cone confederation confession
congo conjunction conquest conrad consensus consent consequent considerab consonant conspiraci constantin
constituent constraint continual contrari convent convey cooki cooperativ coordinator copa cope copenhagen copyright
coral cord cork corn cornell cornwall correction corrupt countrysid courag courthous courtyard cox cradl crane crap
crater crawford crest cricketer criteria criticis crook crouch crucial cruel cub cuban cue culminat cult cum
curiositi currenci curri curriculum curtis custodi cute cyclist cyclon cyprus daddi daisi dale damp dane dant darken
darker darl das dawson deceas dee deed deer delawar delegation dell della demographic denomination depiction
deployment depot derivativ destini detection determination diagram dial diana dictionari diet digit dimensional
dinosaur diploma disabl disband discipl discontinu discrimination disguis dislik dispatch dispers distress
distributor diver diversiti doc doctorat dodg doi dolphin dominican donna donor doom dorothi dos dose doug dove
downstair downward drawer duchess duchi duet dull dune dungeon dunn duration durham dwarf easter economical
economist ecosystem ecuador eden edgar edmonton edmund edwin eighti ein eleanor elector elena eli elimination ellen
elli elliott ellis embark embassi emil emmi empress enact enclos endanger endless endow ensu envelop epic episcopal
equaliti equiti er erik ernest ernst es espn essex estonia eternal ethic eva evacuat evaluation everyday excavation
exce exceed excess expell exploration exterior extinct extraordinari facebook fantastic fare fascinat fbi fe feast
feat feminist ferdinand fernando fever fewer fi filipino finest finit finn firearm fiscal fisher fisheri fitness
fixtur flagship flare flavor flaw fletcher flora flourish flyer fog footstep forb forbidden forearm foreigner forg
fortification fortunat fr fractur francais franco frankfurt franz fraser fraud freddi freed freestyl freeway freight
freshman friedrich frigat frost frustration fumbl fuse fusion gage garment garner garrett garrison gastropod gavin
gem gen genesis geneva genius gentleman geoffrey geographi geographic geological geometri georgian gerald gerard
ghana gibson gig ginger giovanni glen glenn glide gloria goalkeeper goat gonzalez goodby goos gorgeous gotta
governmental gram grammi granit grape grateful graviti graze grenad grief griffin griffith grim grind grit groceri
groov grunt guerrilla guidanc guild gunner gustav gym hack hail hal halfway halifax ham hamburg handful handicap
handsom hank hanna hannah happiness harass harden hardi harper hasn hast hasti hay haye hazard hd healthcar heath
heather hector heinrich helena helpless henderson herald herd heroin hess hike hindi hiv holden holli hollow
homeland hometown hon hopkin hormon horribl hostag hostil hostiliti hover howl hub hugo huh humor hunger hut
hydrogen hymn hypothesis iata ibm iceland idaho identification illuminat illusion imagination immens immortal
impatient implication inaugurat incentiv inclin inclusion incorrect incredibl indianapolis indication indicator
indirect indonesian infect informal ingredient inherent ink inland inmat innovativ insan insert insight inspect
instruct intact integer integral intelligent intentional interact interactiv intercept interception interchang
interim intern intersect invent invisibl iraqi irritat isabella istanbul jace jacki jaguar jamaica janet jar java
jealous jeffrey jessi jesuit ji jill jin joel joey jona jorg joshua juic jule julius jungl justifi juvenil ka kane
kat katherin kay keen kenneth kenni kerala kingston krishna kumar kurt kyli lad ladder lanc lancashir lancaster
landowner lantern lao larva lauren laurenc lawn layout lecturer legendari lesli levin lexi lid lifestyl lighter
lighthous likewis limeston limitation linda lineup listener literaci lithuania lithuanian litr liu livingston liz
lizard lo lopez lou louder lowland loyal loyalti ludwig lure luther lutheran luxembourg luxuri macdonald machineri
maddi maggi magical magistrat magnitud magnus maid maiden majesti malcolm malta mama mammal mandatori maneuver manga
manila manitoba mann mapl marathon marina marion marshal martha martinez martyr massacr mat maternal math
mathematician matur maxwell maya mcdonald md medication melissa memphis mentor merced mercenari merci mercuri
meredith messenger methodist mia michell mick mickey midfielder mighti migrant migration militant millennium milton
milwauke mina miniatur minimal miranda mistaken mistress mit mlb mo modest moist molli momentari momentum mon mongol
monica monro montgomeri moreover morocco morrison mose moss motif motiv motorsport mt mtv mud mumbai mural murderer
mushroom mutant mutation nacional nadu napl napoleon nasa nash nashvill natali nationwid nato navigation neal neat
nebraska neglect neighbourhood neo neutral newcomer newer newman newport newton ngo ni nicol nina nineteenth
nintendo nippl nobel noel nominal nonetheless norm northeastern norton notr noun novelist nun oakland ob obey
objection oblast obscur observatori obstacl occurr offenc ol oliv operativ opt optical or oral orchard ordain org
organizer orientation orlando os osborn oslo outlaw oval over overhead overlap owl packet pakistani palestin palmer
panama paradis paralympic partisan pastor patricia patti paulo pave pavilion pedestrian penguin penn penni pepper
perch perez persist perth petit pharmaceutical phenomenon philosophical pianist pigeon pilgrim pill pinch pinyin
piston pizza placement plaqu plaster plateau platinum playful playstation plea pledg plung plymouth pollution polo
populat porter portsmouth postal posthumous potter powder powell pr practitioner pragu prairi precious prediction
pregnanci preliminari presbyterian presid presidenci prestigious preston presumab prevail prevention primitiv
princeton printer privaci probabiliti probe processor proclaim profound projection promoter promotional pronounc
propaganda propeller prophet prosecutor prostitut protectiv proven provisional proximiti prussia prussian ps
psychologist punjab puppet quantum quarri quarterback quartet que quest quinn ra racer rack rafael rainbow rainfall
raja ramp randi rao rap rattl reactor reasonabl reassur rebecca rebound recip reconnaiss reconstruction recreation
recreational rectangular rector recur recycl redesign redevelop reef reel reev referenc referendum refin refug
registration regulatori rehearsal reid reissu rejoin relay relegation reliabl relic remarkabl renovat reprint repris
restrain retailer reunion reunit reverend revision revolt rex reynold rhine richardson rid ridiculous rite rivalri
roberto robertson robotic rochester rodriguez ronald roosevelt rosa rose rosi roster rot rotation rotten royalti
rubber rubi rug sage sake salem salli salvador sanchez sanction sanctuari santiago saskatchewan satisfaction savag
savannah scarc scope scorer scotia scowl scrape screenplay scriptur sec secular sediment seeming seller seminar
seminari sentiment seoul separation serb sermon seventeen shallow shame shane shannon shareholder sharon sheffield
sherman shifter shooter shortag shrub shuttl si sidewalk sikh silli sim simplifi simulation sire siren siz skeleton
slash slate slaughter slaveri slender sloan slovakia slovenia slump smack smallest smirk snarl snatch sneak snort
soak sock sofa sofia soloist solomon somerset soni sooner sooth sophia soprano southwestern sovereign sox sparkl
spawn specialis spectator spectrum speedway spice spit spite splash springfield stabiliti stagger staircas stan
stanc stanford stark starter static steep stefan stephan sterl stern stimulat stockholm stoke striker strongest sts
stuf stunt subdivision subfami submission subspeci substrat suburban subway sudan sue sunlight sunset sunshin
superintendent superman supermarket supervision supervisor supplier supposed surf surpass surprising surrey surveill
suspension sussex sustainabl swamp swimmer syllabl syndrom synonym synthesis synthesizer syrian tablet tactical
tampa tang tangl tara tate taxi te technician technological teenag tel telecommunication telegraph telescop tempt
tenant tenor tentativ terrac terrain terrorism testament testifi testimoni textbook textur thame thankful theatrical
theological theorem therebi thermal thesis thoughtful thriller thump thunder thursday timothi tin tobacco toilet
toll tomato tonn torch tori torr traci tract tractor tragedi trait tram translator transmitter traveler traveller
travis treasurer treasuri trek trench trevor tribal tribun trim tristan triumph troy tu tucker tuesday tumor turbin
turk turret twentieth twitter uganda ugli ulster um uncertain unclear uncomfortabl unconscious uncover under
undertak undertaken underwent unexpect unifi uniti unlock unofficial upcom upright upris upstair urgent ussr vacant
vacation vale valid vegetation velociti velvet vendor verifi vermont vest vibration vic viciniti vietnames vii viii
vine vineyard vinyl viola violet virtu vital vladimir volcanic volcano voltag wade wagner walsh walt wanna wari
warrant warship waterfall weav webb wednesday weed weekday weep wellington westminster wetland wheat whitney whoever
wick width wilhelm willing winc windsor wingspan wink winston wireless wisdom wit withdrawal withdrawn worm worthi
wow wu wyome xavier xi yang yo yu yugoslavia zhang zoo zurich
    `,
  ],
  [
    33,
    `
aaa abbot abbott abbreviat abdomen abdullah aberdeen abortion abs abund abundant acceptabl according accountant
accredit accreditation activation acut addict addiction adher adjoin admiralti adolescent adolf adrenalin ads advent
advocaci aerospac affection affiliation afghan agenda aggression agn agoni aidan airway albeit alberto albion
alcoholic alexis alfonso algebra algeria alia alik alison allegi allocat alloy alma aloud alp alphabet alt aluminium
aluminum ambitious amelia amid amino amo amplifier analog analytic anatomi ancestral ancestri andhra android angelo
angi angola angus anita announcer antarctica anthem anthropologi antibodi anticipation antoin antwerp apex apostolic
apparatus applicabl appreciation apprentic arabian archaeologi archdioces archi archipelago arlington armament
arranger arteri asham ashton aston astro astronaut astronomi astronomical asylum atla atmospheric atp attic auburn
auditorium audrey augusta augustin augustus aurora authentic automat automotiv autonomi availabiliti avant avenger
averi aviv awesom aye baba babe backpack bacon baden badminton baghdad baha balconi bald ballroom baltic bandag
bandit bangalor bangkok barack barbarian barber barg bariton barker barr barrett bart barton basel basil basilica
basqu batch bate batsman battlefield bavaria baxter beacon beatl beatric beaver becki bedford beef behavioral
belarus believer bella belov benedict bengali benni benson bergen bermuda bert betrayal bever bi bia binari
birthplac bizarr blackburn bliss blossom blu bluff blunt bmw boast bois bolivia bologna bolshevik bolton bombay bon
bonni boris botanical bowi bowler boyd bra breakdown breaker breakthrough brennan brent brett breweri bribe brittani
broader brock brodi bronco bronx brood brotherhood bryant buchanan bucharest bucket buckl buddha buddhism bulb bulg
bulletin bullshit bundesliga burmes burnett butcher butter byrn byron byte caesar cairo calcium calcutta calvin cam
cambodia camden cameo cameroon campo canberra cane cann cano canopi cao capt cara carey carlisl carlton carmen
carnegi carnival carr casa cassett cassidi castro catalan catalog catcher caucus caution cavalier cbc cds cecil
cedar cellular cement centimetr cerambycida ceremonial cf challenger chamberlain champ champagn chandler chaplain
chapman char charitabl chassis chateau cheerful chennai cheroke cheshir chevrolet chilean chimney chop christina
christoph chronic chu chunk circa clad clare clarenc clari clarifi clarinet classmat claudia clayton clearanc clergi
clever clifford climax clinch clive cloak clung clyde cnn cochran cockpit codi coffin coke coleman collaborativ
colombian colorful columnist comeback commodor commuter comp comparabl compatibl compensat complement complexiti
complianc complication compliment composit compression compulsori comrad conception condom confirmation confluenc
confrontation congressman conscienc consecrat conserv conservatori consort consortium constabl constantinopl consul
contemplat contender continuation continuiti convenient converg convers conway cooler coordination coronation
corporal corpus correspondent cosmetic cosmic countess countless courtesi courtney cove coventri coyote cr crab
crate crave creativiti crescent crimson crosbi crude crusader ct cu cube cubic cuff cuisin cultivat cultivation
cumberland cunningham curat curator curb cushion czechoslovakia daemon dairi dali dalton damien damon dana darius
darren darwin davidson daylight daytim dayton daze deacon deaf debris dec decay decent decisiv decommission
decorativ dedication def defunct dei delicious demis demolition denial denni dental depress despair detain detector
detention deteriorat deutsch developmental devi devis devotion dexter diabet diagnos diagnosis dian diaz
differential differentiat digniti dillon dim din dioxid directorat directori disadvantag disbelief disclos disco
discourag dispos disposal disqualifi disrupt dissertation dissolution distraction ditch divert divisional dixon
dizzi dmitri doctoral documentation dodger dom domin dominic dominion dong donovan dorsal dover downstream doyl
drainag dramatical dread dresden driveway drone drought dubai dude dudley duel dumb dunde dusti dwight ec
ecclesiastical eclips ecol ecologi ecological edith eds eduardo eel ego eighteenth electorat elegant eleventh elia
eligibiliti elijah elis elisabeth eliza ella elliot elvis embed emerald emeritus emerson emi emigrat eminent emirat
emmanuel empower encyclopedia endeavor enlarg enrich enthusiasm enthusiast enthusiastic equilibrium eras erection
eri erin erni erosion erotic erupt eruption essenc estadio esther estonian eterniti ethical ethiopia europa
eurovision evacuation evangelical evelyn evolutionari excerpt excessiv exclaim exempt exeter exotic expenditur
expertis expir exploitation exposition expressway extant extinction extraction facial facto faithful fanci farewell
fascist fauna favorabl fcc feb feedback feminin ferguson fern fernandez ferrari fertil feud fiba fiji fingertip
fiona fireplac fischer fitzgerald fk fl flander flap flashback fleme flex flexibl flinch flint flirt flop flour
floyd flung flynn folklor fond foolish footprint forceful forestri forew fortifi foul fowler fraction fragil
francesco franki fraterniti freeman fresco freshwater friar friction fring fritz fu fuller funk furnish fuselag ga
gabe gaelic gal gale gallon galway gameplay gamma gandhi gape garbag gard gardner garion gasolin gateway gaza gazett
gdp genera generic generous genocid genom gentlemen geoff geologi geometric georgetown gerri gibraltar gideon gil
gile giusepp gland glimps glitter glorious gloucester gm gomez goodman goodness gore gorg gossip gould gown gp gps
graceful gran grandchildren granddaughter grandma grandparent grassland gravel greenwich grill grimac gt guatemala
guidelin gujarat gulp guru gus gwen gymnasium gymnastic hagu haiti hale halloween hammond hampton hancock handball
handbook hanover hansen hardcor hare harlem harley harp harriet hartford hassan hatch hatr hawaiian hawkin hawthorn
hayden hazel hbo headach heartbeat heav heavier hedg helpful helsinki hemispher hereditari herman hermann hernandez
heroic herzegovina hesitant hesitation hiatus hierarchi higgin hobart hodg hogan holocaust holt homag homeless homer
homestead honda hondura honorabl horac hornet horrifi hound how humanitarian humid humiliat humorous hurdl hush
huski hyde hyderabad hydraulic ibrahim icelandic ici iconic ideologi igor ik illustrator imageri immun impair impuls
inabiliti inadequat inception incomplet incredib indefinit indict indo inevitabl infamous inferior inflation infrar
ing inhibitor injection innoc inscrib institutional insufficient intak integriti intel intensiv intimidat intrigu
inventor inventori inward ip ira iren iris irregular irrigation irv isabel isabell iso isolation italia itun itv
ivori ix ja jacksonvill jade jaim jakarta janeiro jasmin jasper javier jax jealousi jeann jeep jenkin jenna jensen
jerom jewelri jockey jog johan jolt josef joyc jubile judaism jude judi judiciari judith juliet jun jung jupiter kai
kannada kara karnataka kashmir kathi kathleen kazakhstan kendall kendra kerr kerri ki kidney kiev kin kindergarten
kirk kitti klein kn knit knockout knox knuckl ko kolkata kosovo krakow ku kuwait kyoto lacross laden lafayett lamb
lambert laptop lara lateral latvia latvian laud laundri laurel laurent lava lawson lazi lea leah leapt lebanes
legislator legitimat leicester leigh leipzig leisur lemon lena lengthi lennon leonardo leopold lesbian lester lethal
lexington lgbt liabiliti liaison librarian libya licenc lifelong lightweight lil lilli lima lime limp lin lindsay
lineag liner linux lionel liquor lisbon litter liver livestock llc lobe loch locker logical logistic lok longtim
loom loosen loot lorenzo lorrain lotus louisvill loung loyalist lu luc lucia lucien lumber luna lunar lust lydia
lynch macedonia macedonian mack mackenzi madagascar madness madonna madra mae mafia magnificent maharashtra mai
malay malayalam malaysian malik manifest mankind maori mara marcel mare marginal marian marilyn marquis marti marvin
marx mascot masculin mathew mattress maverick mayer mayo mc mccarthi mead meantim medalist meditation medley meg
mega megan mel melani memorabl menac menu mercer merri metacritic metallic metric meyer mg mhz micro middlesex midst
midway midwest mikhail millimetr milo ming miniseri minneapolis mint mir miserabl miseri mist mister mitch mk mob
mobiliti modell mohammad moistur mold mollusk mona monaco monarchi monetari mongolia montenegro moodi moonlight
mortaliti mortar mortgag morton motel motivat motivation motorway motto mountainous mozart mps mu mug muller
multimedia mum mumbl munster muscular muster mute mvp mw myanmar myer mythologi nadia naomi narrator nascar nassau
nasti nat nathaniel nationalism nautical nave nazis nc ne necessiti necklac ned negro neill nelli nevill newark
newest newfoundland newscast ng niec nielsen nigel nigerian nikki nikolai nineteen nineti ninja nitrogen nixon nm
nobiliti nolan nonprofit nonsens noon nora nord nordic normandi northward norwich notation notebook notorious
nottingham nov nowaday nsw nucleus nurseri nutrient nutrition oath oblig oclc oct off offender offshor offspr og
olivier omaha omar omega onion onset optic optional oracl orbital orchestral ordnanc organizational orgasm oriental
osaka ought out outrag outright outsider outskirt overnight oversaw overtim oz pablo pac pact padr pagan pageant pal
pam pamphlet panti paolo papa papal paperback papua par para parachut paraguay paramount parasit parcel pardon
parkway parodi parson partition pas pasha passionat passiv pastoral pastur patienc patriarch patriotic patterson
paula pavement paw payn pbs pdf pea peanut pearson peculiar peggi pencil pend perci perennial perimeter perkin
persecution persistent peterson petroleum petti pga phantom pharmaci phenomena phi philharmonic photographic
physicist pi picnic pie pike pilgrimag pipelin piper piti pius pixel plaintiff planner plasma platoon playground
playwright plug plural po pod podium poetic poker pol polar policeman polymer polynomial polytechnic ponder portabl
portfolio porto portrayal postpon potteri pratt preacher precipitation precision precursor prehistoric prematur
premiership premium preparatori prestig presum pri primera priori privi priz procession productiv prof programmer
progression prohibition prolific promin prone propheci proponent proportional proposition prose prosecution
prosperiti prostitution protester provok psalm pseudonym psychiatric psychic pt publiciti pyramid qatar qing quaker
quiver racism radiat radius rae rahman raj rake rama ramon rand randall randolph raphael rational rca reagan
realistic realization reaper recaptur receipt reclaim reconcil reconstruct recorder recount reddish redesignat
reformation refurbish refusal regina reginald regulator rehabilitation reich reil rein rejection remak reminder
reminiscent ren renault renewabl renewal rental reopen reorganiz repeal repertoir reproduc reproduction resent
residenci residu resistant restart restraint revolv rey reye rfc rhi rhyme rhythmic rica rican ricardo richi ricki
rig rigid rim rippl rita rivera riversid rna roam roast robber robberi robbi rodney rogu roller roma romeo ronni
rori roth roug rowan royc rpm rs rude rudolf rue rune rupert rusti ryder sabha sabr sacramento saddl sadli sadness
safer saga salisburi salmon salon salvation samantha sammi sander sandra sandston sanskrit sasha saturn sauc sawyer
sax saxoni scari scarlet scenic schmidt scoop scot screenwriter scrub sear seasonal seeker seizur selectiv selfish
semantic semester sen sensitiviti ser serena sergei sergio sexualiti seymour sh sharma shave shawn sheer sheikh
shepherd sheridan shin shini shipment shipyard shire shirley shiva shone shorten shotgun shri shriek shrink sic sici
sideway sidney sigma silicon silva simmon simulat sincer sinclair singular sitcom sixteenth skater slab slack slavic
slick slim slit slogan slovak slower snack snif soar socialism sociologi socket soda sodium softball sol solemn
solidariti solitari somalia someday sonata songwrit sonic sonni sophisticat sophomor sore sorrow soup sour
southampton sovereignti sp spa spacecraft sparhawk spars spartan spat spatial specialti spectacular speculation
spiral spoil spokesman sponsorship spontaneous sprawl squint squirrel stabiliz stalin stapl starr starv stat
statewid stein stella stephani stereo stevenson still stint stitch stool storey straw stroll stubborn stuttgart
submerg subscription subsidi subtl subtropical suffolk summari sunris supernatural surgical surnam sutherland sutton
suzuki swap sweater sweetheart swollen sy sylvia symbolic symmetri sympathetic sympathi synagogu synthetic syracus
systematic ta tai tailor taipei talbot taller tallest tanner tanzania tariff tasmania tavern taxation taxpayer td
teddi tehran televis telugu tempo teresa terra terrestrial tertiari tessa thee theft theo theologian theorist
theresa thickness thirteenth thomson thornton threshold thrive throb thug ti tibet tibetan tiffani tighter tina ting
tingl titular tobi toledo toler tolerat toma torment toxic toyota trademark traffick tragic transcription
transparent trash trauma travers tray tre treason tremendous trey triangular tribunal trilogi trinidad troll trombon
trooper trout tub tunisia turf turin tutor twelfth twilight tyre uci ucla ufc ultra umbrella una unawar uncertainti
uncommon undertook underwater underway underwear underworld unesco unexpected unfinish unhappi unlimit unnam
unnecessari unreleas unstabl unsur unveil ups upsid upstream uranium urdu uruguay usd useless usher utc uttar va
vaccin vacuum val valencia valeri vamp vanessa var varsiti vatican vaughan vengeanc vent venus vera verbal verdict
verlag vernon veronica vfl viabl vibrat vicar vicious vicki victorious vigorous viktor villager vinc vintag viral
viscount vista vivian vivid vocational void vomit wa waitress walton wan wanderer warden warp wartim warwick wasp
waterloo watersh waterway wavelength wax weaver weber webster wei weld wendi werewolf werner wes wesley weston
wheelchair wheeler wherebi wherever whimper whiskey whol williamson willis willow wimbledon winchester winnipeg
wolfgang wong woodi wool worcester workforc wrath wwe wyatt xbox xii yacht yan yemen yi yoga yuan yugoslav yuri zach
zack zagreb zhou zimbabw zip zoe
    `,
  ],
  [
    34,
    `
a1 aba abba abd abduct abel abigail abnormal abolition absorption absurd abusiv academia acc acceleration accession
accordion accountabiliti accumulation accustom acquit acronym activism ada adaptiv addison adel aden adjunct
adjutant adler admiration adob adorn adulthood advers aero afb affiniti affirm affordabl aforemention afro aft ahl
aiden airbus airlift airplay aj ajax ak akbar akin alain alba albuquerqu alderman alejandro alessandro alexandr
alfredo alga algebraic algerian alicia allah allocation alonso alumnus alvarez alvin am amalgamat ambient ambiguous
ambros ameniti amherst amidst amir amnesti amphibious ampl amtrak anaheim anal analogous analys analytical anand
anarchist anastasia and ander andersen andrei ang angelica angular ankara annal annexation annoyanc antagonist
anterior antioch antoni anytim ao apach apartheid apertur api apocalyps appalachian appetit applaus apprenticeship
approximation apr apron aquarium ara aragon arbitrari arbitration arbor archaic archibald arguab arid ariel
aristocratic aristotl arithmetic ark armand armistic arous arousal arrogant arrondiss artemis articulat arturo asa
ascension ascent asher ashor aspen asphalt assam assyrian atari atkinson atlantis atletico attende attest attir
aubrey audi audibl audit aug augment aura aus auspic austro authoris authorization autism autobiographical
automation aux avalanch avalon avid avon awhil awok axel axl az azerbaijani babylon backdrop backseat backstag
backyard bacterial baggag bahama bahn bahrain bail baird bait baja bakeri baku bali ballistic bamboo bandwidth banjo
bankrupt banquet baptism baptiz barbado barlow barnett barney baroni barrag barren barrister barrow bartender
bartholomew bartlett bas basal baseman baton bauer bavarian bead bearer beau beaumont beaux becker beckett bedsid
beethoven beirut bel bela belarusian beliz belmont beneficial bentley benton benz berg berger berkshir bern berni
bernstein berth berti bertrand besieg bestow bethani bethel bethlehem bey beyonc bhutan bianca biennial bihar bikini
bilateral bilingual bing bio biodiversiti biographer biographical biomedical biotechnologi birch bis bishopric
blackness blackpool blackwell blain blanc blanch blanco bland bloc blockad blous blurt boer bohemia bohemian
bollywood bonapart bonn booker booklet bordeaux born borneo bosnian botani botanist botswana bounti bourbon bourn
bowen bowman boycott boyl bp bracelet bram brandenburg brandi brandt braveri bravo bray breakup breathless breeder
bremen brenda brendan brethren breton breun bridget brig brigg brighter brightness brink broadband broker brownish
browser bruin brunei bryce bryn bs bt bubba buckingham buckley buffer buffi bunker bunni burger burgess burgundi
burlington burt busch busiest businessmen buster butch byrd cabaret cach cade cadillac cafeteria calculus calder
caldwell caledonia calf caliber caller calli callum camel camill campeonato canari cancellation candidaci cannabis
canonical capitalism capitalist capsul captiviti caravan cardboard cardiac caretaker cari carla carli carmel carmin
carolyn cartoonist carver cascad cass cassandra castil castillo catalonia catalyst categoriz cathi catholicism
caucasus cavern caviti cb cbe cecilia cede celestial celia cellar censorship centenari centennial centimeter centro
cerebral certainti ceylon cfl cha chairperson chalk chancel chandra chaotic characteris charcoal charger charley
charlton chatham chavez che cheaper cheltenham chemist cheng cheryl chesapeak chestnut cheyenn chiang chili ching
chlorid cho choi choreographer choreographi chow christchurch chrome chronologi chrysler chung churchyard cigar
cindi cinematographer cinematographi cis citadel citrus ciudad cl clamp clariti clarkson claudio cleaner clifton
cling clint clit clown coars coaster coastlin cobb cobra coca cocain cocktail coconut cod codex coherent cola colbi
colchester coliseum collid collier collieri collingwood colombo colon colonist colonization coma combustion
comfortab commandant commemorativ communal communion communism como compass compassion competent compress compton
computational comt conan conced conceptual concord conditional confederaci confidential confiscat congestion
congregational connectiviti connector connell conner conni conor consistenci consolidation conspicuous constanc
constellation consulat consultation contaminat contamination contempt contention contingent conven conveni convex
cooperat cora cordoba corey cori cornelius cornish correctional correlation cortex cote counselor countdown courier
courtroom covenant covert coward cp cpu creed creepi cretaceous crete crimean crisp criterion critiqu croix cromwell
crossover crossroad crowley cruelti crumpl crusad crust crypt cs culinari cullen curli curran curt customari cutter
cw cyber cylindrical cynthia cypriot cyril cyrillic cyrus dai dal damascus damian dammit dangl dani daniell danub
daphn dar darci darlington dartmouth davenport davey daytona db dd deadlin debbi deborah deception declan deepen
deepest defianc deficienci deficit definitiv degradation delet delux dem denounc deport depos deposition depriv
derbyshir derri derrick desirabl desktop desmond desperation dessert destin destructiv det dev dewey dex dhaka
dharma diagnostic diagonal diaspora dice dicken dickinson dictatorship differentiation diffusion digest diminish
dimitri diner diocesan dion diplomaci dir dire directional directiv dirk disastrous discard disciplinari disclosur
discomfort discount discours discret discretion dismantl dismay dismissal disruption distort distortion diversion
diviniti dixi doe dolli domenico domination domingo dominiqu doncaster donkey donnell doo dorian doris dorm dorset
dowager downhill dracula drape dresser drummond drunken dryli ds duffi dusk dusseldorf dye dynamo ea earnest
eastward eaton eccentric eclectic eco ecstasi edison edo eduard eeri eh eileen einstein eisenhower elain electrifi
electro electromagnetic elemental elf eliot elk ell elm elongat elton elv emblem emigration emilia emilio empirical
enclosur encor energetic enjoyment enlighten enrag enriqu ensign entireti entrepreneurship entrust envision envoy
epa epidemic epithet eponymous eps equestrian erica erich espana esteem estuari etat etch ethel ethiopian ethniciti
etienn everett evergreen everton exaggerat examiner excavat exclusion exemption exhal exhaustion exodus
expeditionari expo expulsion exquisit eyelid ezra f1 faa fabulous fae fairfax fairfield fallon famin fanni farmhous
farmland farrell fascination fashionabl fataliti fatigu fatti favourabl faye fda fearful federico felip feminism
fender feng feral fertiliti fest fetch feudal fia fianc fiance fiat fiddl fieri fife fifteenth filthi finch firework
fisherman fishermen flashlight flatten flemish flexibiliti flock floral flore flotilla flu fluent flux foam focal
foil folder foley foliag font foothill fore forecast foreman foremost forensic formidabl formulat formulation
forrest forthcom foundri fourteenth foyer francesca franciscan frantic frantical frederic freelanc fremantl fresno
freud frey fridg friedman frontal fulton functionaliti fundrais fungi fungus furnac furrow fuscous fuzzi gaa
gabriell gag gail gaius gala galeri galicia gallagher gangster gao gardener gareth garfield garland garlic gase
gaston gb ge gee geelong gemma generaliz genetical geneviev genoa gentri geo georgi germain germanic gertrud ghetto
gibb gigantic gin gina giorgio giro glacial glaze glee glider glossi gloucestershir glover glucos gma gmbh goa
goddamn godfrey goin goldberg goldman golfer gong goodwin gov governorat graci gradi gradient graffiti granada
grandpa grang granni graphical gratitud graveyard gravitational grayson greco greedi greenhous greenland greenwood
gregg gregor groin groom grumbl gu guam guangzhou gubernatorial guerrero guggenheim guido guillaum guinness gum
gunfir gunther gupta guthri gutierrez guyana gypsi habsburg hai hairi haley halo handi hangar hangul hanson happier
hara hardest harmful harmless harmonic harmonica harness harrington hasan haut havana hazardous haze hc header
headlight headmaster healer heap heck hee heidelberg heinz heiress helm hem hendrix henley henrietta henrik hercul
hertfordshir hewitt hick highness hillari hillsid hilton hind hinduism hindus hindw hiroshima histoir historia
hitchcock hitter hm hmm hobbi hoffman hokkaido holstein homecom homework homicid homosexual homosexualiti honesti
honeymoon honolulu honourabl hooker hoover hopeless hopper horseback horsepower horton hospitaliti hottest howell hq
hr html hu huang hubbard hubert huddersfield huddl hue hui hulk humbl humboldt hume humiditi humour humphrey hunch
huntington hussain hussein hutchinson hutton hydro hydroelectric hygien icao icc ida ideological idl ieee ign
ignition illegitimat imaginari imam imitation immaculat immigrat imminent immortaliti immuniti imp impend implicat
imprint improvis inactiv inactivat inappropriat inauguration incapabl incarnation incid inclusiv inconsistent
incorporation induction ineffectiv inequaliti infectious infiniti inflammatori inflict influx info infring inhal
initiation inject inlet ins insaniti insignia instabiliti instinctiv instrumentation insurgent int intensifi
interciti intercontinental interdisciplinari interpreter interrogation intimaci intricat intro invader invalid
invasiv invers invert investigativ invitational ios iphon ipswich ir ironi ironic ironical irritation irvin irwin
isa isaiah isil isis ismail italic iucn izzi jacquelin jaenell jag jai jain jakob jamaican janata janic jase je
jelli jenk jeremiah jericho jiang joachim joanna joao joaquin johannesburg joker jonah jong josephin josi jp ju judd
judgement judo julien julio junk juno jurassic justification kahn kaiser kali kang kapoor kappa karachi karat karma
kathryn katrina katz ke ked keel kellan keller kelley kemp kensington kenyan kernel keyboardist khmer khz kilkenni
kilogram kinda kindness kinetic kira kirbi kite kitten klaus knob knoxvill koch koppen kramer kris kuala kung
kurdish ky labell labrador lac lacey laci lago lagoon laguna lahor laker lam lama lamar lame lan lana landlord
landon landslid langdon langley lankan lar larsen latitud lattic laureat lauri lavender layla lbs lds ledg
leicestershir leiden leinster lenin leningrad lenni lens leopard leroy lever lex liabl liang liar libbi liberat
liberia libertarian libretto libyan lieg ligu likelihood lila lillian lim limerick lincolnshir lindsey linebacker
linen ling lissa litigation liturgical liveri liza lizzi lockhe loft loir lois lola loneli longitud longitudinal
lookout lordship lore lori lotteri louie louisa lowell lublin lucan luce lucian lucius luftwaff luggag luigi lump
lumpur lush luton luxurious lyrical lyricist mabel macarthur macau mace maci mackay macmillan macon madelein madelin
madhya mage magician magna magnet magnum mainlin mainz maj makeshift mal malaria malawi malaya mali mallori malon
maltes mandarin mandi mandolin manfr manifesto manifold manipulation manli manni mansfield mantl mao marathi
marguerit mariann marijuana mariner marino marius marketplac marley marquess marseill mart marta martian marxist mas
masonri mast masterpiec mateo mater mathia matilda matthia maturiti maureen mauritius mausoleum maxim maximilian
maze mb mba mbe mcbride mccain mccartney mccoy mcgill mckay mckenzi mclaren mclean mcmahon meaningful med mediat
medicinal medina mei melodic melvill memorandum mendoza merchandis meridian merlin merrill mesa mesh messi met meta
metabolism metaphor meteorological methodologi metropolis meyrick mgm micah microphon microwav middleton
middleweight mig mileston milli millionair mimi minh minimiz ministerial minsk minus mira miriam mirza misti
mitsubishi mixtap ml mla mls mod modernist modernization modular mohan moldova mole mommi monastic mongolian
monmouth mono monopo monsoon monterey monti monumental moos moraliti moran moreno morley mormon moroccan morphologi
morrow mors mortimer mosaic motionless mourn mozambiqu muddi muffl mughal mule multinational multiplayer multitud
munro murdoch museo mustafa mustang mutini muzzl mv mysor mystic mystical mythical nagar naiv nak nam namesak
namibia nan nana nanni nap napkin napoleonic narrat nas nasal natal natasha naturalist naughti nausea navigator
nearer neolithic neon nero netflix neural neuron neutron newborn newsletter nguyen nh nhs niagara nicaragua nich
nichol nicholson nickel nickelodeon nicki nico niger nightclub nike nile nino nippon nissan nj nl nobleman noir
noisi nope norma norris nors nort northampton northbound northumberland nos nostril notch noteworthi noticeabl
notifi nottinghamshir novak novella nr nrl nu nude nudg null numb numerical nuremberg nwa nyc nz oasis obituari
obliqu oblivious obsess obsession obsolet occupant occupational oceania oceanic oddli odessa odor odyssey offend
offset oiler okinawa olaf oldham olga olsen olympia om oman omit opener oppression optimal optimization opus orb
orchid ordin ordination organist oriol orion ornamental ornat oro orphanag ortiz oswald otis ou ounc outlook
outreach outward oven overhaul overheard oversight overthrow overturn overview oxfordshir oxid oxidation packer
paddi paddl paig palatinat palazzo palermo pamela panchayat pandora pang panick panzer paperwork paradigm paradox
paragraph paranoid paranormal parental parkinson parlor parma parol parri pasadena pascal paso password patel
paternal paterson pathetic pathologi patio patronag patton paulin pavel pawn payload paz peabodi peach peacock pearc
peck pedal peerag pena penal penelop penetration penis pentagon perfection perfum periodic peripheral perpendicular
perpetual persia persona pertain peruvian pest petal peterborough petrol peyton pg phelp philanthropist phoeb
phosphat phyllis physiologi physiological pickup piedmont pietro ping pitt pivotal pl planetari plata plato playabl
playback playboy playhous plc pluck pmid pneumonia podcast poe pointer pokemon policemen polk polli pomerania
pomeranian poni ponytail poppi populariz populous por porcelain pork pornographi porsch posterior postgraduat
postmaster postseason postur postwar potassium potent potomac pounder powerplant poznan practis prasad precedent
precinct prefac prefect prefix prejudic prelud prep prescott prescrib prescription preseason presley preval
prevalent preview priesthood primetim principaliti probabl probation problematic proclamation productiviti profitabl
proliferation prologu prolong prom promo pronunciation propagation propell proprietari propulsion prospectiv
prosperous protector protectorat proto proton provenc provost pseudo psi psychedelic psychiatri psychiatrist psycho
pts pu pueblo pulitzer pulp pune punjabi punt puppi purdu puriti putnam python qaeda qi qin quad quantitativ quasi
queer quentin quicker quinci quintet quiz quota racecours racist radial radioactiv rafe rai rainforest raini
rajasthan raleigh ramirez ramo ramsay ramsey rancho ransom ras ratifi raul ravi razor rbi rd readiness realism
reasonab reassign rebrand recession reckless recognizabl reconciliation reddi redemption redskin reelect reelection
rees refrain refrigerator reg regan regenci regeneration regga reggi regimental regis registri reinstat relativiti
reliabiliti relianc relocation remarkab remarri remaster rematch remedi remembr rendezvous rendition reno
reorganization rep replay replica reproductiv reson respectabl respiratori restless restructur resurrection
retaliation retention retrospectiv reuben revert revolver revu rhetoric rhodesia ri richest richter ridley rift riga
righteous rigorous rink riski ritchi roadway robbin robust roch rockefeller rodeo rodger rodrigo rom romanesqu
romero romney ronan roommat rosario rosemari rossi rotari rothschild rotor rotterdam rowland royalist rt rte rubbl
ruben rubin rudi rudolph rufus ruiz rum rumour runaway runoff russ russo rust rutger rutherford ruthless rwanda rye
ryu sabbath sabin sabotag sac sahara sai sal salad salesman sall saloon salut salvag salvator salzburg sami samoa
samson samsung samurai sanitation saniti sant sap sar sarajevo satan satin satir satirical sato saul saunder savoy
saxophonist scandinavia scandinavian scarborough scarf scarlett sceneri schneider schwartz sci scotch scrutini
sculpt sd seasid secreci secretariat sect sedan sega segregation segunda sein seldom selena semiconductor seminal
semitic senegal sensori sensual sentinel sep sept serpent serum setup seventeenth severiti sevill sewag sf sgt shaki
shale shan shankar sharif shaun shay shea shear sheen sheila shelbi sheldon shelley sherlock sherwood shia shipbuild
shootout shorelin shortest shrewsburi shrimp shropshir shu siberia sickness sid sienna sila silesian silki simpler
simpliciti simulcast sinai sinatra sindh sinister sino sioux sk skeletal skeptical skinner skinni skye slade slain
slalom slater slayer sleepi sli slightest sloven slovenian slung sm smithsonian smoki smug smuggl sniper snout
snyder sober societ socio soften softer solicitor somali sonia soo southbound sparrow spectral speculat sped sperm
spherical spinal spire spokesperson spoon spotlight spous sprang springer sprinter spruce squash ssr stacey staci
stade stadion stafford staffordshir stainless stallion standardiz stanton statesman stationari statutori steamer
steeler stefano stellar stephenson stevi stew steward sticki stiffen stimulation stimulus stirl stockton stoni stout
stove straightforward strasbourg stratford strauss strawberri stray stricken strikeout stronghold stud styliz
subcommitte subdivid subdu subgroup subjectiv subordinat subscriber subset substitution sud suffix suffrag suitcas
sulfur sumatra sundanc sunderland sunglass superhero superioriti supersed superstar supper supportiv suppression
surplus surreal surveyor susannah susceptibl sustainabiliti suv suzann sv swami swansea sweati sylvester symmetric
symphonic symposium syn synod syntax tad taft taiwanes takeoff takeover taliban talli talon tam tammi tandem tango
tanker tanya tao tar tau teatro tee tehsil telecom temperat temporal temptation termination terminologi terrib tess
tex th thanksgiv therapeutic therapist thi thicker thom thor thoroughbr thorp thou thud tidal til timelin timor
tipperari titanic tito titus tna toast tobago tobia token tong tonga topologi tor torah torqu torso tottenham
toulous townsend tr traction traitor tramway tranc transformer transgender transitional transparenci transvers
transylvania traumatic treatis trenton trivial trolley troup trouser truce truman tsar tsunami tuberculosis tucson
tudor tuition tulsa turbo turmoil turnout turnpik tx tyne typhoon tyron tyson uae uber uc ud uhf ul ulrich umpir
unavailabl unbeaten unchang unconstitutional undead undefeat undercover undergon undersid undisclos undoubted uneasi
uneven unfair unfamiliar unidentifi unification unionist unison universidad unix unmarri unoppos unpleasant
unpopular unprecedent unpublish unrelat unrest unseen unto unus unwant unwill upheld urgenci urin ursula usaf usb
usc utrecht uzbekistan v8 vacanci vacat vain validiti vall vanc vanderbilt vanguard vaniti vapor varga vase
vaudevill vaughn vc veil venetian venezuelan venom ventilation verd verdi verg vernacular verona versa versaill
vertex vertic veterinari vhs viaduct vibrant vicent viceroy vicker vida vie viet vijay vill vilnius vin violinist
viper virgil vishnu visib visibiliti vita vitamin viva vlad vocabulari vogu volatil volkswagen vulnerabiliti waiter
waiv wakefield walkover walkway wallet walli walnut waltz wanda wardrob ware warlord warmer warwickshir waterford
waterfront watkin wc weaker weari webber wedg wee weimar weir weiss welch welterweight wembley wen wentworth
werewolv wesleyan westward wharf whatsoever whereabout wherein whirl whitish wholesal whore wi wichita wigan wii
wikipedia wil wildcat wiley wilk wilkinson willard willem wilmington wiltshir windshield winger winkler withstand
wolverhampton wonderland woo woodward worcestershir workplac woven wren wrinkl wrought wurttemberg wwf xiao xiii xiv
xu xv xvi yahoo yate yellowish yen yep yer yiddish yin ying yokohama yong yorker yukon yv zachari zambia zeke zen
zeus zhao zhu zinc zion zu zur
    `,
  ],
  [
    35,
    `
a2 aachen aarhus aback abbess abbreviation abdominal abduction abnormaliti abolitionist abram abstraction abyss
acacia accelerator accessibiliti accolad accountabl acheron achill acidic acton adamant additiv adept adherent adi
adjectiv adjustabl adolesc adolph adoptiv ador adorabl adriatic adulteri adventist adventurer adventurous adversari
ae aegean aerodrom aerodynamic aeronautic aeronautical af afar affectionat affirmativ affluent afi afrikaan afterlif
agatha aggravat aggregation aggregator agil agitat agitation agra agrarian aground agustin ahmedabad aime airmen
airship airspac aix akira akron ala alam alban albrecht alcoholism aldo aleksandr aleppo alexa alexei alexia alf
alfa algier alistair alla allegheni allegro allergic alleviat alligator allot almeida almighti almond als alsac alta
alton alvaro alyssa alzheimer ama amadeus amalgamation amar amara amass amazing ambiguiti amc ameli americana amiga
amin amman ammonia amnesia amour amp amplifi amplitud amulet analogi analogu anarchi anatolia anatomical anchorag
andersson andover andrey angelina anglia anguish anhalt animator annabell annapolis annett annum anoma anson
anthropological anthropologist antibiotic antic antigen antigua antill antoinett antonia antrim anwar anya anzac
apical apocalyptic apologetic appall apparel appellat appendix appleton applianc apprehension appropriation approx
apt aqua aqueduct aquino aquitain aramaic arboretum arcadia archangel archdeacon archduk archeological archeri
archival archway arden ardent argent argus argyl argyll aristocraci arjun armada armagh armando armchair armori
aroma aromatic arrog arroyo ars arsenic arson artefact arterial arthritis artisan arun arya aryan asahi asbesto
ascot ascrib asean asha ashbi ashford ashland ashok asiatic aspir aspiration assent assertion asshol assimilation
assort asthma astor astoria astrid asturia ata atheist athena athenian atkin atm atoll atrium atrociti atv auditor
auditori auf augsburg augusto auschwitz austen authentication authenticiti authoritarian authoritativ authorship
autopsi avail avatar aveng aviator avila axial aziz azor aztec azur b1 babu babylonian baccalaureat backbon backlash
backsid backstrok bacterium badger bae baffl bafta bahadur bahia bai bain bal bala balfour ballard ballast balthazar
bam banco bancroft banda bane bangladeshi bangor banish bao baptis barak barangay barb barbecu barbi barclay bard
barefoot bari barley barnard barnet barnsley baroness baronetci barrington barrio barron basalt baselin bash basha
bassett bastion batavia bathurst battista bautista bayer bayern baylor bayou bazaar bb bea beak beal beatti beaufort
becca bedfordshir bedrock beech beforehand befriend behead behold bei beig beit belgarath belinda bellami bellevu
bellow bender benedictin benefactor benevolent benfica benign benin benito benji benoit bequeath berber bergman
berman bernardino bernardo bernhard bertha bertram berwick bessi bestseller betsi beverley bewilder bf bharatiya bhp
bias bibliographi bicep bien biennal biker bilbao bile billionair bingham bingo binocular biochemistri biologist
biomass biplan bipolar biscuit bisexual bismarck bison bjorn bjp bk blackberri blacken blackish blackmail blackout
blacksmith bladder blah blanca blanchard blazer bleak bled blindness blitz blizzard blockbuster blogger bloomberg
bloomfield bloomington bluegrass bmg bn boar boardwalk bobo boca bodo bog bogota bolivar bolivian bombardier bonfir
boni bonnet bono boo boogi bookstor booster bop boredom borg bosch bose bot botanic bouquet bourgeois bournemouth
boutiqu boyer braden bradshaw bragg brahm braid bran brant brasil brat bratislava braun brawl breadth breakaway
breakout breaststrok bree brentford brest bret brewster brianna briberi bridgeport briefcas brigham brighten
brightest brillianc brisk brit britannia britney britten brittl brno bromley bromwich broom brothel broughton
brunett brutaliti brute bryson bsc bu buccaneer buckinghamshir budg buena buff buffet buick bukit bulki bullock bum
bumper bun bungalow bunk bureaucraci buren burkina burnham burnley burr burrough burrow burundi bwf bwv byu c1 c2
cabbag cactus cad caden cadenc cadiz caf cai cairn caitlin calabria calais calderon cale caledonian calhoun caliph
caliphat callahan calv calvert cambodian cambrian cambridgeshir camilla camouflag campground canadien candac canin
cantata canteen cantones cantor canuck capcom cappella caraca carbonat cardiovascular careless carleton carlson
carmichael carnag carousel carp carpathian carrot cartel carthag cartwright cas casablanca casimir casket casper
caspian catalina catalytic catastroph catastrophic catchment catfish caucasian causal causeway cavendish cayman cbn
cdc ceasefir cebu cedric celaena celest celin centraliz cereal cerro cervical cessna cfa chalmer champaign chaplin
characterization chariot charismatic charlemagn chattanooga chatter checkpoint cheekbon cheerlead chemotherapi
cheney cher chesterfield chet cheung chevalier chevi chiba chichester chico chieftain chihuahua chil childbirth
childish childless chime chinatown cholera chong chopin chopper chopra chore choreograph christensen chronological
chun churn ci cicero cid cinder cinderella cinematic cinnamon cipher cisco civiliz ck clade clanci clandestin
clapton claremont clarissa claudius cleans cleanup clearer cleavag clemen clemson cleopatra clergyman cleric
clerical clermont climatic clockwis closeness cloudi clover clube clubhous clumsi cmll cn coa cobalt cochin cocki
coco cocoa coe cognition coinag coincidental colbert colder coli collarbon collateral colleen colloquial coloration
colossal colourful colton columbian comb combatant combo comedic comical commemoration commend commendation
commonplac commotion commut compassionat compatibiliti compiler complementari complexion compli compliant composur
comprehend comprehension compressor compulsion computation comun concacaf concepcion concordia concours concurrenci
concussion cond condemnation condens condo condor configur conform cong congenital conglomerat congratulation
conical conjectur connacht connol conqueror conscription consecration conservatoir consolation constabulari
constrain constructiv consular consultanci consultativ contend contentious contiguous continuum contra contraction
contractual contradiction contradictori convection convertibl coop copeland coptic corbett corbin corinn cornerback
cornerston cornic corona coroner correlat corrosion corrugat corsica cort corvett cosmo cosmopolitan costello cot
cougar coulter counterattack courageous courtship coven covent covet cowan cozi cpc cpi craftsman craftsmen crambida
cramer cramp crank craven crawley craze creak creami credential credibiliti credibl creditor cree cremat creol
crimea cring crippl crise cristina croat crocodil croft crore crossbow crotch croydon crumbl crunch cryptic
crystallin csa csi ctv cuckoo cumbria cumulativ cun cupboard curtiss curvatur custer customiz cuthbert cutler cv cy
cyclic cynical cypress czechoslovak dade dahl dail dalai daniela danzig darbi dario darkest darmstadt darrell darryl
daryl dashboard dat dauphin dax dazzl dea deafen debra decatur decca decided deciduous decimal decker deco
decomposition decor defamation defectiv defiant deformation degrad delaney delgado delightful delilah demeanor
dementia demetrius demi demonic demonstrator demot dempsey deng denim dent dentist dentistri denton departmental
dependenci deplet deportation deportivo deprivation dept derelict derivation descriptiv despis detaine deter
deterioration detonat detrimental deutschland deux devastation deviation devin devlin devoid devote devout dew dfb
dh dhabi dia diablo dickson dictat dictator dietari dieter dietrich diffus digger dignitari dil dilapidat dilemma
dime dimli dina dinah dinamo ding dino directorial disapproval disconnect discontent discreet discus disdain disgrac
dismount disneyland dispersal displeasur disposition disqualification disregard disrepair dissatisfaction dissatisfi
dissemination dissent dissipat distal distilleri distraught distrust disus diva diversifi djs dl dobson dockyard dod
dodd dogg doha doherti doin dolor domesday domestical domino dona donaldson donegal donetsk donnel donni doorbell
doorstep dope dora dorchester dormant dormitori dorothea dorsey dortmund doubtful dough douglass dow downfall
downloadabl dowri dq dragoon draper drastic drastical draught dreadful dreamer drench droplet druri dso dt duan
dubious dubois duc duct duff duli duluth dummi dumont dun dunbar dunedin dung dunkirk dunlop duplicat dupont durabl
duran durban durga dustin dutton duval dwarv dweller dwyer dy dyer dyke dynamit dysfunction easiest eastbound
eastender eastman easton eastwood eater ebert eboni ebook ecumenical edibl edict edmond edna edouard ee efficaci
effortless egan eireann eject ek eki elastic electrification electrod electronical eleg elgin elisa ellington
elliptic elliptical ellison elmer elsa elsi elusiv emancipation emanuel embank embodi embroider embroideri embryo
emeri emir emit emmett emori empathi emptiness ems enamel enchant encircl enclav encryption endeavour endell enfield
eng englishman engraver engulf enigma enjoyabl enoch enrico enslav entertainer enthusiastical entourag entropi envi
enzo epilogu epoch epsilon epstein equator equatorial equival erasmus erebida erika eritrea ernesto erod erratic
erroneous erskin erwin esa escalat espionag esq essen essendon estimation estrada estrang eta ethanol ether ethernet
eton etud etymologi eucalyptus euclidean eun eurasian eureka euroleagu evad evangelist everest evi evict evidenc ew
exasperat excel exchequer excited excursion exemplari exemplifi existent expans expansiv experimentation exponential
expressiv extinguish extravagant eyelash eyr ezekiel ezio faber fabian fabio fabl fabricat fabrication factual faeri
fai fairbank fairchild fairness falkland fallout falter familiariti fantasia fargo fascism faso fasten fatima
faulkner faulti faust faux favorab fay fearless feasibiliti feasibl featherweight federer feeder fei fein feldman
felicia feliciti feloni femm fen fenton fergus ferocious ferrara ferreira ferrer ferris festiviti fetal fey ff fibr
fictitious fide fideliti fielder fiesta fig figurativ filippo filli filmfar filmmak finaliz finer fingernail
fingerprint finley fir firefighter firth fis fission fitch fitz fitzpatrick fitzroy fivb fjord flair flanagan
flavour flawless flea fledg fledgl fleetwood flinder fling floppi florian fluctuation fluffi fluorescent foe folli
fontain fontana foo forag forbad forbid forcib fordham forefront forerunner foreword forster forsyth fourier fra
fragmentation fragranc frail fran frankenstein frankish fraudulent fray frazier fredrik freiburg freighter fremont
frenchman frenzi freshmen fright frontman frs fugitiv fuji fujian fukuoka fulbright fulham fullback fundraiser
fungal funki funnel furlong furri fusilier fuss futil futsal futuristic fx gabbi gabon gaddafi gael gaga galactic
galen galician galile galileo gall gallant gallantri galley gallo galloway galveston gambia gamer gan ganga gardiner
garri garth gaul gaull gaunt gaz gdansk gearbox geek gel gemini genealogi genealogical generositi geni geologic
geologist geometrida georgina gerais geraldin gerhard gershwin geschicht gesellschaft gestapo gettysburg ghanaian
ghent ghz gi gia giacomo gibbon gifford gild gillespi gillian gilmor gladi gladston glamorgan glamour glendal glint
glisten globalization gloom gloss glu glue gnome gnu goalscorer goaltender goblin goddard godfather godzilla goeth
gogh goldsmith goldstein gonzaga gonzal goo goodnight goodwill goofi gora goran gorilla gorman goth gotham
gothenburg gottfri gottingen gough govt gr grader graem graf grafton grammatical grandmaster granvill grassi
grassroot graz greas greasi greav greed greenberg greenfield greenish greensboro greenvill greer gregorian grenada
greta gretchen greyhound greyish grime grimm grimsbi groningen grotesqu groundbreak groundwater grover gruff grupo
gs guadalajara guadalup guangdong guantanamo guernsey guerr guerra gui guiana guildford guillermo guis gujarati
gundam gunmen gunn gunnar gunneri gunpowder gunshot gunslinger gunter guo gurney gust gustavo guzman gymnast haa
hacker hackett hackney hade hadley hagen haggard hahn haifa hailey haitian haji halftim hallmark hama hamburger
hamid hamish hammersmith hamper hampson hampstead hana handcuff handel handgun handheld handkerchief handler
handwrit hannibal hannover hanoi hapoel harald harcourt hardcover hardin hardness hardship hardwood hari harlan
harlow harmon harpsichord harrisburg harrow harta hartley hartman haryana hash hatfield havilland havoc havr hawker
haydn hayn hayward hazi headwater heali hearst heartbreak hearth heartland heaviest heidi heighten helium helix
hellenic hellenistic heller helmut hemingway hen henan hendrick henson hepatitis hepburn her heraldic herbal
hereford heresi herm hermit hermitag heroism heron herr herrera het heterosexual hezbollah hickori hidalgo hideous
hideout hierarchical highlander hilari hilarious hilbert hilda hilli hillsborough hilltop hilt himalaya himalayan
hine hing hiram hiroshi hirsch hitch hive hk hoars hoax hobb hoc hodgson hoffmann hog hoist holiness hollis holloway
holster homemad homm homo homogeneous honneur hoop hooper hoov horatio hord horrib horrific horsemen horsesho horst
horticultural hose hospic hospitaliz hostel hostess hotspur hotter houghton housekeeper housemat hove howi hs hua
huey huf huff huffington humanist humanoid humiliation hunan huntsvill hurley huron hurried hurst hydra hyper
hypnotic hypothetical hysteria hysterical hyun hyundai hz ia iaaf iain ib iberian ich ict identifiabl idf ie iec
ignacio ignatius ignit ignorant iihf illicit illumination illustrious imaginativ immatur immers immersion impati
imperativ imperfect imperialism impetus implant implicit impoverish impromptu improper improvisation ina inaccessibl
inaccurat inadvertent inca incarcerat incens inclination incompatibl incur ind indic indicativ indiffer indifferent
indigo indira indochina indus industrialist ineligibl inevitab inexpensiv inexperienc infanci infer inferno
infiltrat infirmari inflammation inflat influenza informant infus ingram ingrid inhibit inhibition inhuman
injunction injustic inlin innat innsbruck inorganic inquir inquisition insertion insider insignificant insistent
inspirational instituto instructional instrumentalist insulation insulin insurgenci insurrection intellect
interceptor intercollegiat intercours interlud intermittent internacional internship interruption interspers
intimidation intra intrinsic introductori intruder intrusion intuition intuitiv inuit invariab invariant inver
inversion invertebrat invincibl invok involuntari io ioc iona ionic ipa ipad ipod iq iqbal irina iroquois irrational
irregulariti irrelevant irresistibl irs isla islamabad islamist isotop israelis iss issn ist italiana italianat
iteration itf ithaca ito ivanov ivo jacobit jae jagger jaipur jalan jamal jameson jamestown jammu jana jang jarrett
jarvis javanes javelin jaya jayn jc jd jed jedi jem jena jeopardi jett jewelleri jia jian jiangsu jihad jillian
jimenez jimi jing jingl jj joann jocelyn jock jodi johanna johansson johor jolli jonni joo jordanian joshi josiah
joyah jozef juarez juda judah jug juici jul juliana juliett jumper juniper junta jurgen juris jurisprud jurist
juventus kabul kade kaitlyn kala kaladin kam kamal kamen kan kangaroo kant kany kaplan karel kari karim karin
karlsruh kassel kata katharin kathmandu kato kaufman kawasaki kaye kayla kazakh kazan kb kc kean keat keenan kei
kellogg kelsey kelvin kendrick kenji kenton kepler kerman kern kettl keyn keynot keyston kgb khalid khalifa khorasan
khyber kia kiara kicker kickoff kidd kiel kilda kildar kimball kimber kimberley kinas kincaid kingsley kinship kiran
kitchener klan knesset knick knowl kobayashi kobe kochi koln konrad konstantin kota kowalski kraft kristen kristin
kristina kruger ks kun kunst kurdistan kv kwan kyiv kyrgyzstan kyushu laborer labourer labyrinth lai lair laird
lakesid lakshmi lal lambda landau landfall landfill lans lark larkin larson lass laszlo latch latham lau lauderdal
launcher launder lausann laval lavish lawful lax layere layn layton lazarus lc lcd ld leach leaflet lear leari
learner leash ledger leftist leger legitimaci lego lehigh lehman lei leighton leith leland lennox leonid lesion
lesley lest leto letterman leukemia leung lev levant leverag lew ley leyt lia libel liberalism libertador libr
liechtenstein lieu lifeboat lifeless lifespan ligament ligand liken likeness lilith lill limo limousin lina linden
lineman linguist linnaeus lipstick liquidation lister liszt liter lithium liturgi liv livelihood ljubljana loaf
lobster localiz loco locus logistical loki lombard lombardi longeviti loren loretta lough louvr lowri loyola lsu
lucha luciano lucifer lucill lucinda lucivar lucknow lucrativ luisa luka lullabi lulu luminous lunatic lund lurch
lurk lux luz luzon lviv lyle lyman lyndon lynx m1 m2 m3 mab macbeth maccabi mach macintosh maclean macleod macquari
macro madden maddox madeira madli madman maestro mag magdalen magdalena magma magnat magnesium magnolia maguir maha
mahal maharaja mahmoud mahmud mahogani maia maison maitland maiz majestic mala malabar malacca malaga maldiv malibu
malic malicious malley malmo malvern mammalian mammoth mana managerial manchu mandal mandela mandir mane mango
mangrov mani mania manifestation mannheim manpower manson mantra marcelo marcia marek marg margarita margot mariana
mariano maris marissa marital marjori marked markham marko markus marlborough marlen marlin marlon marn maroon
marquett marquez marriott marrow marsden martina martini martiniqu maru marvelous marxism marylebon mascara masjid
masonic masovian massag massey massif massimo masteri mata materializ materniti matric matteo maud maui maxi maximal
maximiz maximus mayfair mayfield mayhem maynard mayoral mazda mbc mca mcc mccall mccann mcconnell mccormick
mcdonnell mcdowell mcgee mcgrath mcgraw mcgregor mcguir mcintosh mcintyr mckenna mckinley mclaughlin mcleod mcmillan
mcnamara mcpherson mcqueen meaningless meath mecca mechaniz mecklenburg medallion medallist medial mediation medicar
medici meek meiji mein melancho mele melinda mellon melvin memo memorabilia mend mendez meng menon mer mercantil
meritorious mermaid merritt merton mesopotamia messiah messina metabolic metadata metaphysical meteor methan methyl
metis metz mfa mic michelangelo microscop microscopi microscopic midday middlesbrough middletown midfield midi
midsummer midtown migratori mika mikey mil milano mildr milford milki millennia miln mimic mindanao minerva mingl
minion minni minogu miocen miraculous mirag mis miscellaneous mischief mischievous misconduct mislead missi
misunderstand misunderstood mitochondrial mixer mma mmm mn moat mobiliz mobilization moderator modernism moderniz
modulation moe moffat mohawk moi moin mojo molina molten momma mond moniker moniqu monograph monsieur monstrous
montagu montan montenegrin monterrey montevideo montpellier montros mor mora moravian mori moritz morphological mort
mosh mosquito motoriz motorola motown mouthful mp3 mri mrna msc mueller muir mukherje multicultural multipli
multiplication mummi munchen mundan mundo munition munoz murderous muriel musa musica musik musiqu mussolini mustach
mustard mx myle myra myriad myrtl myspac mythological naacp nad naga nagasaki nagoya nah naia nair nairobi nakamura
nanj nano nant nape napier napoli nara narayan narcotic narration narrower nasser natalia naturaliz navajo navarr
navarro navigabl navigat nawab nay nazareth nbl ndp nebula nec necessitat nectar nedra needi neglig nehru nell
nemesis neoclassical nepali neptun nes ness nestl nestor netball neue neumann neurological neurosci neutraliti
newburi newell newfound newmarket newsweek newt newtown nexus nfc ngc niall nic niccolo nicholl nietzsch nightfall
nightingal nightstand nighttim nik nikita nikola nikolay nil nilsson nirvana nitrat nix nk nme nmi noctuida
nocturnal noell nokia nomadic nomenclatur nonfiction nonlinear nonstop noodl northamptonshir northernmost norwood
nostalgia nothin noticeab notification notorieti notwithstand nouveau nouvell novelti novgorod novi novic novo np
npr nrhp ns nsa nt nuclei nueva nuevo nunez nur nutritional nw nylon nyu oakley oaxaca obedi obesiti obligatori
oblivion obo obscen obsidian obstruction occult och ochreous octagonal octav octopus od oder odi odin odisha ogden
oldi oleg oliveira olli olson olympiad olympian olympus ominous omnibus onboard oneself ono onslaught onstag opaqu
operatic opin opium oppressiv ops optimism optimistic orchestrat ordeal oricon ornament orr orson ortega orthodoxi
orthogonal orton oskar osman ostensib ot otago otter oust outburst outdat outfielder outgo outli outnumber outpost
outrageous outset outspoken outstretch outta overboard overdos overgrown overland overrun overseen overshadow
oversiz overtook overtur overwhelming ox oyster ozon packard paddington padma padua pagoda paisley pajama pak palais
palatin paler palett pali palma palo pancak panda pandit panorama pantheon pantri papaci papyrus paralysis paralyz
paramilitari parana paranoia parapet parasitic parc parchment parenthes parisian parochial parramatta parrot
partridg passageway pasta pastri pathogen patna patric patroll patsi pau paxton payroll payton pba pcs pd pe
peacekeep pear peat pebbl pedersen pedestal pediatric pee peg pegasus pei peke pembrok penang pendant pendleton
pendulum peng peninsular penitentiari pennant pensacola penthous penultimat pep pepsi peptid percival pere pereira
peripheri perish perpetrator perrin persecut persuasion peshawar petersen petra peugeot pew pharaoh philanthropi
philanthropic philologi phonetic phosphorus photon php phylogenetic pia piazza pic picasso piccolo picker picket
pictorial picturesqu pieter pigment pilaster pinnacl pinto pious pip piraci pisa pitchfork plaid planck plank platt
plausibl pleistocen plight plum plumag plumb plume plump pluraliti plush pluto pointed pointless pois poisonous
polgara poli polka pollard pollen pollock ponc pont pontiac pontifical poorer popcorn populac porn pornographic
portag portico poss possessiv postag postdoctoral potion potsdam pouch poultri pow powerhous powerless prakash prank
prc precaution predatori predictabl prelat prem premio prentic preoccupi prequel preschool pretoria prick priestess
prima primal primat priscilla prism pristin privateer privatization procedural proctor procur prodigi professorship
proficienci proficient projectil projectiv promenad pronoun proprietor prosecut prostat proteg protrud provocativ
prowess proxi psych psychotic ptolemi publiciz puck pud puddl puebla puff puget pulmonari pulpit pumpkin pun punta
pup purcell purg purification purport pursuant pussi putin pv pyrene qb qc qu quadrant quak quan quarrel
quartermaster quartz quay queri questionabl queue quezon qui quieter quilt quinlan quo qur quran raaf rabbis
racehors racetrack raceway radcliff radha radiant raft rainer raion raju rampag rampant rana rani rankin rann raoul
rash rashid rasp ratification ration ravag rave ravin rayon rb rbis rc reacher reactiv reactivat reappear rearview
rebell rebellious rebirth reborn rec receptionist recess reciprocal recit recital reckon reclamation recoil recreat
rectori redhead rediscover redistribution redundant redwood ree reec ref refineri refit reflectiv reflex reformer
refresh refuel regal regatta registrar regression rehab rei reindeer reintroduc reiterat relational relaunch
relaxation relentless relev relinquish reluct remad remi remington remodel remors renal renegad renumber
reorganisation repay repertori repetition repetitiv replicat replication repositori repression reptil republish
repuls reput requiem res reset residual resin respectful respondent responsiv restrictiv restroom resultant resurg
resurrect retort retract retribution retrieval retro reunification reus reuter rever reversal revisit revok rework
reykjavik reza rf rhapsodi rhea rhineland rhino rhone riaa ric richer riddl riff rightful rihanna ringo ripe ripley
ritter rm rms rn ro roach roadsid roanok robb roberta robson robyn roc rocco rochdal rochell rocker rockwell rodent
roderick roe rohan roi rolf rollin romani romano ronin rooftop rook rooney rooster rosali rosari rosen rosenberg
rosenthal rosewood rotational rotherham rouen roundabout rourk rous rousseau routledg rower roxi royale rpg rq rr ru
rubbish rudd rudder rus ruse rustic rustl rutland rv ry sabah saber sabl sabrina sach sacrament saddam sadi sadler
saetan safari safeguard sag saharan sahib saigon sakura salamanca salazar salford salim salin saliva salman salsa
salti samba sampson sandal sane sanford sanitari sanjay santana sapphir saratoga sarawak sarcasm sarcastic
sarcastical sardinia sargent sas sash saskatoon satisfactori saturat sausag sava savanna savior sawmill sb sbs scala
scalp scanner schizophrenia schleswig scholastic schoolhous schooner schubert schultz schumacher schumann schuster
schwarz scientologi scissor scof scoot scorpion scranton scribe scuba scul seafood seahawk seam seaman seamen seamus
seater sebastien secession seclud secretiv sectional sedimentari seduc seduction seductiv segregat seismic selangor
selector selma seminol seneca sensibl sentai sentimental seo sequential sera seren serg sergey serializ serra
servicemen sesam seton severn sevilla sew sewer seychell sg sha shack shadi shadowi shaggi sham shaman shamrock
shandong shang shapiro shard sharpen sheath shel shelton shen sheng shenzhen shepard sheppard sherri shetland shill
shimmer shitti sho shortlist shortstop shovel showdown showtim shred shreveport shrill shutter siam siberian sichuan
sicilian sidekick siegel siegfri siemen siena sigismund signag signall signifi silesia silhouett silveri silvia
silvio sima simeon simi simplest simulator sinceriti singleton sinn sirius sis situ sizabl ska skepticism skier skim
skipper skirmish skopj skyla skylar skylin skyscraper sl slang slant sleek sleeper sling slipperi sloop sloppi slug
smackdown smallpox smarter smartphon smashword smear smiley sms smyth sneaker sneer sniff snooker snoop snowfall
snowi snuck snuggl soc societal sociological sociologist socrat sofi softness soho solitud solubl solvent somber
someplac somervill somethin somm sonar sonora sonya sorbonn sorcerer sororiti soto sous sousa southend southernmost
southland southport southward souza soy soyuz spaceship spacious spade spaghetti spaniard sparta spartak spd
spearhead spec specialization spectacl spectra spectroscopi speculativ speechless speedi spenc sphinx spici
spielberg spiritualiti spitfir splendid splinter spokan spong sporadic spore sportsman spp springsteen sprung sql
squat squeak squeal squid squir stabilization staf stagecoach stairway stairwell stakeholder stale stalker stamford
stammer stamped standalon standardization stanza starboard starbuck startup starvation statehood staten statur
staunch ste steak stealth steamboat steamship steiner stench stepfather stepmother stepp stereotyp steril stifl
stigma stil stillness stimuli stink stipulat stockport stomp stormi storytell strangl strata strategical streamlin
streetcar strewn strife strive strung stryker stu stubbl stucco stump stupiditi sturdi stylistic styx suarez
subconscious subcontinent subdistrict subgenus sublim subsid subsist subsp substantiv subt subterranean subunit
succumb sucker sudanes sudburi suez sufi sugarcan sui suicidal sul sulawesi sulfat sultanat summariz sumner sumo
sunken superb superfami superficial superhuman superliga superstructur supervisori supplemental supplementari
supremaci surfer surinam susanna susi suspens susquehanna sutra suzi sven sw swarm swat sweatshirt sweeney sweeti
sweetness swindon swipe syke sylvi symbolism symmetrical sync synchroniz syndication synonymous synth synthesiz
syriac syrup systematical systemic tab tabitha tabloid taboo tack tacoma tae taekwondo taint tajikistan tak
takahashi tal tallinn talmud taluk taluka tamara tame tanaka tangent tangibl tapestri tarzan tasha tasmanian tata
tatar tatiana tatum taunt taunton taut tavi taxa taxis taxon taxonomi taxonomic tay tb tbilisi tbs tc tchaikovski
teaser techno telangana telecast telegram telenovela teller temerair temp tempera tempest templar templat tensor
tentacl tequila ter terenc terr terrific tesla testosteron texan textual tha thatcher thayer thematic thenc thereof
theres thessaloniki theta thierri thinker thinner thirst thirsti thistl tho thong thrash throttl thru thwart thyroid
tia tian tianjin tiberius tidi tierney timeless timer timetabl timmi tint tirana tis tit titanium tko tn tnt toad
tobin tod togo tokugawa tolerant tolkien tombston tome tonic topical topographi topographic topological toppl torino
toro tortricida toulon townland townspeopl townsvill toxiciti toxin tq tracey tracker trafford traine trajectori
transatlantic transcrib transcript transient translit translucent transplant transvaal traver treacherous tread
tremor triad triassic tricki trickl trident trier triest trillion tripoli triumphant trois trojan trondheim trough
trumpeter truncat truss ts tt tuba tubular tuft tulan tulli tun tuna tung tunic tunis tunisian turbul turbulent ture
turkic turkmenistan turnbull turnover turquois tuscani twain tweed twenty20 twig twinkl tyrant tyrol u2 ua
ubiquitous ufo ui ultimatum ultrasound ultraviolet ulyss umar umm unacceptabl unaffect unarm unauthoriz unbearabl
unbelievabl unbroken uncanni uncomfortab unconventional undermin undertaker underwood undevelop undo undon undraft
unearth uneas unfit unfold unharm unicef unicod unicorn uninhabit unitari unitarian universit unlawful unleash unman
unmark unmistakabl unnatural unnotic uno unpaid unpredictabl unreasonabl unreliabl unsaf unsign unspecifi unspoken
unsuitabl untitl untouch upbeat upbring uphold upland upload uppsala upscal upstat upton uptown ur urbana uruguayan
usabl usl ut uta utilization utmost utopia uv v6 valet valiant validation valkyri valor valuation vane vanilla
vantag vanuatu variabiliti varianc vascular vassal vedic vegetarian venerabl ventral ventura veracruz verandah
verification veriti versatil vertebra vertigo verv vet veto vh1 vhf vial vibe vichi vidal vidhan viewpoint vigor
vikram vila vile villier vime vincenzo vinci vinegar vinni vip virginiti vis visionari visitation vito vitro
vittorio vivo viz vo vodka vogel volga volley volta volvo voodoo vortex voss vox voyager vp vr vt vu vuelta vulcan
vulgar vultur wadi wah wai wainwright waistband waiver wal walden waldo waller wallis walsall wand warlock
warrington wastewater wat wateri watford wavi wb wcw wealthiest weaponri weasel wehrmacht weightlift wellesley
wellness wendell wessex westbound westchester westfield westphalia westwood wexford wharton wheelbas whereupon
whichever whig whiski whitaker whitehall whitehead whitley whitman whoa whorl wield wien wiener wig wiggl wight
wilbur wilcox wilfr wilkin williamsburg willoughbi wilton windi windmill wineri winfield winni winslow winthrop
witchcraft witti wnba wo wolff wolverin womb woodrow woodstock woolf workout worsen worthless wr wreath wreckag
wrench wrestlemania wrexham wri writ writh wryli wta wwii wyli wynn xander xiang xinjiang xl xml xp xx yamaha
yamamoto yao yarmouth yarn yawn yd yearbook yearn yeast yellowston yeomanri yerevan yeshiva ymca yoko yoo yoon
yourselv youthful yucatan yue yuki yun yunnan yusuf yvonn za zac zaragoza ze zebra zee zenith zeppelin zeta zev
zhejiang zheng zimmerman zionist zipper zodiac zoologi zoological zoom zulu
    `,
  ],
];
