// "user" as part of another noun: nobody is meant by it.
const THINGS =
  'accounts?|agents?|base|data|experience|friendly|groups?|guides?|ids?|input|interfaces?|manuals?|names?|research|stor(?:y|ies)|tests?';
const USER = `(?:the )?user(?![-_] ?\\w)(?! (?:${THINGS})\\b)`;
const PRONOUN = 'she|he';

const AGREEING: Readonly<Record<string, string>> = { does: 'do', is: 'am', has: 'have' };

const OWNERS_USER = new RegExp(`\\b(?:(?:the )?user['\u2019]s|the users['\u2019]?)(?= \\w)`, 'gi');
const OWNERS_PRONOUN = /\b(?:her|his)(?= \p{L})/giu;
const OBJECT_PRONOUN = /\b(?:her|him)\b/gi;

/**
 * Words a memory about "the user" as one would say it of oneself: "User lives in Oslo" becomes "I lives in Oslo".
 *
 * The model learned from what people write about themselves, and knows little of a person called "user": among 161
 * facts, the right one came first for 62 % of 81 paraphrased questions instead of 49 %, among the first three for 85 %
 * instead of 67 % (cosine alone, question and memory both reworded). Setting the verb right too gained nothing more.
 */
export function toFirstPerson(text: string): string {
  return rewordUser(text);
}

/** The same for a question, where "she" and "he", too, mostly stand for the person whose memories they are. */
export function toQuestionInFirstPerson(question: string): string {
  return rewordUserAndPronouns(question).replaceAll(OWNERS_PRONOUN, 'my').replaceAll(OBJECT_PRONOUN, 'me');
}

// Made once: to compile the three expressions takes three times as long as to use them on a text.
const rewordUser = createReword(USER);
const rewordUserAndPronouns = createReword(`(?:${USER}|${PRONOUN})`);

function createReword(subject: string): (text: string) => string {
  const afterVerb = new RegExp(`\\b(does|is|has) ${subject}\\b`, 'gi');
  const beforeVerb = new RegExp(`\\b${subject} (does|is|has)\\b`, 'gi');
  const alone = new RegExp(`\\b${subject}\\b`, 'gi');
  return (text) =>
    text
      .replaceAll(OWNERS_USER, 'my')
      .replaceAll(afterVerb, (_, verb: string) => `${agreeing(verb)} I`)
      .replaceAll(beforeVerb, (_, verb: string) => `I ${agreeing(verb)}`)
      .replaceAll(alone, 'I');
}

function agreeing(verb: string): string {
  const plain = AGREEING[verb.toLowerCase()] ?? verb;
  return verb.charAt(0) === verb.charAt(0).toUpperCase() ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
}
