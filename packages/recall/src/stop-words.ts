// Written for this project. "like", "want", "need" stay in: in a question about a person they are what is asked.
const WORDS = `
  a about above after again against ago all also am an and any anybody anyone anything are arent around as at be
  because been before being below between both but by can cannot cant could couldnt did didnt do does doesnt
  doing dont down during each either else ever every few for from further had hadnt has hasnt have havent having
  he her here hers herself him himself his how i id if ill im in into is isnt it its itself ive just let lets
  many may me might more most much must my myself neither no nor not now of off on once one only or other our
  ours ourselves out over own really same shall she should shouldnt so some someone something still such than
  that thats the their theirs them themselves then there theres these they theyre this those though through to
  too under until up upon us very was wasnt we were werent what whats when where which while who whom whose why
  will with within without wont would wouldnt yes yet you youd youll your youre yours yourself youve
`;

/** English words that say nothing about what a text is about, lower-case and without apostrophes. */
export const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
