import type { Random } from '../harness/random.js';

/** An invented fact about somebody, and a question that it answers. */
export interface SyntheticMemory {
  readonly text: string;
  readonly question: string;
}

const PEOPLE = words('Ada Bruno Chiara Dmitri Esra Farid Greta Hiro Ines Jonas Kamala Leif Mina Noor Oskar Priya');
const PLACES = words('Porto Bergen Tartu Ghent Leeds Oaxaca Nagoya Quito Tbilisi Utrecht Windhoek Zadar Lima Perth');
const COLOURS = words('blue copper crimson grey ivory jade lilac ochre olive plum sand teal violet white yellow');
const THINGS = words(
  'bicycle kettle violin tent camera bookshelf loom canoe telescope typewriter sofa drill printer aquarium kite lamp',
);
const DISHES = words('dumplings lasagna ramen pancakes curry paella goulash falafel risotto pierogi tacos gnocchi');
const JOBS = words('carpenter nurse surveyor translator beekeeper welder notary pilot florist geologist tailor baker');
const TOPICS = words(
  'astronomy pottery chess gardening rowing calligraphy birdwatching judo cartography baking fencing jazz archery',
);
const MONTHS = words('January February March April May June July August September October November December');
const SYLLABLES = words('ba ce di fo gu ha ji ke lo mu na po qui ra se ti vo wu xa ye zo bran cle dor fen gar');

/**
 * Invents a memory of about fourteen words. Common words repeat as they do in real stores, names of people and firms
 * have a long tail of their own, so that posting lists are neither all short nor all long.
 */
export function createSyntheticMemory(random: Random): SyntheticMemory {
  const pick = (values: readonly [string, ...string[]]): string => random.pick(values);
  const who = `${pick(PEOPLE)} ${inventName(random)}`;
  const [place, thing, colour, month] = [pick(PLACES), pick(THINGS), pick(COLOURS), pick(MONTHS)];
  const [dish, job, topic, firm] = [pick(DISHES), pick(JOBS), pick(TOPICS), inventName(random)];
  const day = 1 + random.below(28);
  const forms: readonly [SyntheticMemory, ...SyntheticMemory[]] = [
    {
      text: `${who} keeps a ${colour} ${thing} in the cellar of the house in ${place} since ${month}`,
      question: `Where does ${who} keep the ${thing}?`,
    },
    {
      text: `${who} started to work as a ${job} at ${firm} in ${place} on ${day} ${month} and likes it`,
      question: `What does ${who} do for work?`,
    },
    {
      text: `For birthdays ${who} always cooks ${dish} with a recipe that an aunt from ${place} wrote down`,
      question: `What does ${who} like to cook?`,
    },
    {
      text: `${who} teaches ${topic} to beginners every week, and wants to visit ${place} with the group in ${month}`,
      question: `Which hobby does ${who} teach?`,
    },
    {
      text: `The ${thing} that ${who} bought from ${firm} broke on ${day} ${month} and was sent back to ${place}`,
      question: `What happened to the ${thing} of ${who}?`,
    },
    {
      text: `${who} is allergic to ${dish} and asks every restaurant in ${place} about it before sitting down`,
      question: `Which food is a problem for ${who}?`,
    },
    {
      text: `In ${month} ${who} moved from ${place} to a ${colour} flat near the office of ${firm}`,
      question: `When did ${who} move?`,
    },
    {
      text: `${who} reads about ${topic} on the train to ${place} and never buys the ${colour} edition by ${firm}`,
      question: `What does ${who} read about on the train?`,
    },
  ];
  return random.pick(forms);
}

function inventName(random: Random): string {
  const syllables = Array.from({ length: 2 + random.below(2) }, () => random.pick(SYLLABLES)).join('');
  return syllables.charAt(0).toUpperCase() + syllables.slice(1);
}

function words(text: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split(' ');
  return [first, ...rest];
}
