type Metadata = Readonly<Record<string, unknown>>;

/** A filter, and metadata of memories that pass it and that don't. */
export type FilterCase = readonly [
  title: string,
  filter: unknown,
  expected: { readonly yes?: readonly Metadata[]; readonly no?: readonly Metadata[] },
];

const equality: FilterCase[] = [
  ['an empty filter takes everything', {}, { yes: [{}, { a: 1 }] }],
  [
    'a string equals itself, letter by letter',
    { a: 'tea' },
    { yes: [{ a: 'tea' }], no: [{ a: 'Tea' }, { a: 'teas' }, { a: '' }, {}] },
  ],
  ['an empty string is a value', { a: '' }, { yes: [{ a: '' }], no: [{ a: ' ' }, { a: null }, {}] }],
  ['blanks count', { a: ' tea' }, { yes: [{ a: ' tea' }], no: [{ a: 'tea' }] }],
  ['characters that look the same differ', { a: 'é' }, { yes: [{ a: 'é' }], no: [{ a: 'e\u0301' }] }],
  ['characters of two units', { a: '😀' }, { yes: [{ a: '😀' }], no: [{ a: '😁' }] }],
  ['a number equals itself', { a: 3 }, { yes: [{ a: 3 }], no: [{ a: 4 }, { a: 3.5 }] }],
  ['a number is not its text', { a: 3 }, { no: [{ a: '3' }] }],
  ['a text is not its number', { a: '3' }, { yes: [{ a: '3' }], no: [{ a: 3 }, { a: '3.0' }] }],
  ['3 and 3.0 are one number', { a: 3.0 }, { yes: [{ a: 3 }] }],
  ['0 and -0 are one number', { a: 0 }, { yes: [{ a: 0 }, { a: -0 }], no: [{ a: false }, { a: '' }, { a: null }] }],
  ['a fraction', { a: 0.1 }, { yes: [{ a: 0.1 }], no: [{ a: 0.1000001 }] }],
  ['a large number', { a: 1e300 }, { yes: [{ a: 1e300 }], no: [{ a: 1e299 }] }],
  ['true is neither 1 nor "true"', { a: true }, { yes: [{ a: true }], no: [{ a: 1 }, { a: 'true' }, { a: false }] }],
  ['false is neither 0 nor missing', { a: false }, { yes: [{ a: false }], no: [{ a: 0 }, { a: '' }, {}] }],
  ['null is a stored null', { a: null }, { yes: [{ a: null }], no: [{}, { a: 0 }, { a: '' }, { a: 'null' }] }],
  ['several fields must all match', { a: 1, b: 2 }, { yes: [{ a: 1, b: 2, c: 3 }], no: [{ a: 1 }, { a: 1, b: 3 }] }],
  ['$eq is equality', { a: { $eq: 'x' } }, { yes: [{ a: 'x' }], no: [{ a: 'y' }, {}] }],
  ['$eq takes null', { a: { $eq: null } }, { yes: [{ a: null }], no: [{}] }],
  ['$eq compares the text of dates', { a: '2024-01-01' }, { no: [{ a: '2024-01-01T00:00:00Z' }] }],
];

const whole: FilterCase[] = [
  ['an array equals an equal array', { a: [1, 'x'] }, { yes: [{ a: [1, 'x'] }], no: [{ a: [1] }, { a: 1 }] }],
  ['the order of an array counts', { a: [1, 2] }, { no: [{ a: [2, 1] }, { a: [1, 2, 3] }] }],
  ['an empty array', { a: [] }, { yes: [{ a: [] }], no: [{ a: {} }, { a: [1] }, { a: null }, {}] }],
  ['an array in an array', { a: [[1]] }, { yes: [{ a: [[1]] }], no: [{ a: [1] }] }],
  ['an array that is an element', { a: [1] }, { yes: [{ a: [[1], [2]] }, { a: [1] }], no: [{ a: [[2]] }] }],
  [
    'an object equals an equal one, its keys in any order',
    { a: { x: 1, y: 2 } },
    { yes: [{ a: { y: 2, x: 1 } }], no: [{ a: { x: 1 } }, { a: { x: 1, y: 2, z: 3 } }, { a: { x: 1, y: '2' } }] },
  ],
  ['an object that is an element', { a: { x: 1 } }, { yes: [{ a: [{ x: 1 }] }], no: [{ a: [{ x: 1, y: 2 }] }] }],
  ['an empty object', { a: {} }, { yes: [{ a: {} }], no: [{ a: [] }, { a: { x: 1 } }, {}] }],
  [
    'an object in an object',
    { a: { x: { y: [1] } } },
    { yes: [{ a: { x: { y: [1] } } }], no: [{ a: { x: { y: 1 } } }] },
  ],
  ['$eq takes an object', { a: { $eq: { x: 1 } } }, { yes: [{ a: { x: 1 } }], no: [{ a: { x: 2 } }, { a: 1 }] }],
  ['$eq takes an array', { a: { $eq: [1, 2] } }, { yes: [{ a: [1, 2] }], no: [{ a: [1] }, { a: 1 }] }],
];

const arrays: FilterCase[] = [
  ['equals: one element does', { a: 'x' }, { yes: [{ a: ['y', 'x'] }], no: [{ a: ['y'] }, { a: [] }] }],
  ['equals: an element of an element does not', { a: 'x' }, { no: [{ a: [['x']] }, { a: [{ a: 'x' }] }] }],
  ['equals: a null among the elements', { a: null }, { yes: [{ a: [1, null] }], no: [{ a: [] }, { a: [1] }] }],
  ['equals: elements keep their kind', { a: 1 }, { yes: [{ a: ['1', 1] }], no: [{ a: ['1', true] }] }],
  ['$ne: no element may', { a: { $ne: 'x' } }, { yes: [{ a: ['y'] }, { a: [] }], no: [{ a: ['y', 'x'] }] }],
  ['$in: one element is one of them', { a: { $in: ['x', 'z'] } }, { yes: [{ a: ['y', 'z'] }], no: [{ a: ['y'] }] }],
  ['$nin: no element is', { a: { $nin: ['x', 'z'] } }, { yes: [{ a: ['y'] }, { a: [] }], no: [{ a: ['y', 'z'] }] }],
  ['$gt: one element is', { a: { $gt: 5 } }, { yes: [{ a: [1, 9] }], no: [{ a: [1, 5] }, { a: [] }, { a: ['9'] }] }],
  ['$lt: one element is', { a: { $lt: 'm' } }, { yes: [{ a: ['z', 'a'] }], no: [{ a: ['z'] }] }],
  ['two bounds may be met by two elements', { a: { $gt: 5, $lt: 3 } }, { yes: [{ a: [1, 9] }], no: [{ a: [4] }] }],
  ['a date among the elements', { a: { $gte: '2024-01-01' } }, { yes: [{ a: ['2023-01-01', '2024-06-01'] }] }],
  ['$exists: an empty array is there', { a: { $exists: true } }, { yes: [{ a: [] }] }],
  ['$not: no element may', { a: { $not: { $gt: 5 } } }, { yes: [{ a: [1, 5] }], no: [{ a: [1, 9] }] }],
];

const complements: FilterCase[] = [
  ['$ne is the complement', { a: { $ne: 1 } }, { yes: [{ a: 2 }, { a: '1' }, { a: null }], no: [{ a: 1 }] }],
  ['$ne takes a missing field', { a: { $ne: 1 } }, { yes: [{}, { b: 1 }] }],
  ['$ne null takes what is missing', { a: { $ne: null } }, { yes: [{}, { a: 0 }], no: [{ a: null }] }],
  ['$ne of an array', { a: { $ne: [1] } }, { yes: [{ a: [2] }, { a: 1 }, {}], no: [{ a: [1] }] }],
  ['$ne of an object', { a: { $ne: { x: 1 } } }, { yes: [{ a: { x: 2 } }, {}], no: [{ a: { x: 1 } }] }],
  ['$ne beside another bound', { a: { $gt: 1, $ne: 3 } }, { yes: [{ a: 2 }], no: [{ a: 3 }, { a: 1 }, {}] }],
  ['$nin is the complement of $in', { a: { $nin: [1, 2] } }, { yes: [{ a: 3 }, { a: '1' }], no: [{ a: 1 }, { a: 2 }] }],
  ['$nin takes a missing field', { a: { $nin: [1, null] } }, { yes: [{}], no: [{ a: null }] }],
  ['$nin of nothing takes everything', { a: { $nin: [] } }, { yes: [{ a: 1 }, {}] }],
  ['$not of a field turns it round', { a: { $not: { $eq: 1 } } }, { yes: [{ a: 2 }, {}], no: [{ a: 1 }] }],
  [
    '$not of an order takes other kinds',
    { a: { $not: { $gt: 3 } } },
    { yes: [{ a: 3 }, { a: 'x' }, {}], no: [{ a: 4 }] },
  ],
  ['$not of several operators', { a: { $not: { $gt: 1, $lt: 5 } } }, { yes: [{ a: 1 }, { a: 5 }, {}], no: [{ a: 3 }] }],
  ['$not twice', { a: { $not: { $not: { $gt: 3 } } } }, { yes: [{ a: 4 }], no: [{ a: 3 }, {}] }],
  ['$not of $exists', { a: { $not: { $exists: true } } }, { yes: [{}], no: [{ a: null }] }],
];

const lists: FilterCase[] = [
  ['$in takes one of its values', { a: { $in: ['x', 'y'] } }, { yes: [{ a: 'x' }, { a: 'y' }], no: [{ a: 'z' }, {}] }],
  ['$in of nothing takes nothing', { a: { $in: [] } }, { no: [{ a: 1 }, { a: [] }, {}] }],
  ['$in of one value', { a: { $in: [1] } }, { yes: [{ a: 1 }], no: [{ a: 2 }] }],
  [
    '$in of several kinds',
    { a: { $in: [1, '2', true, null] } },
    {
      yes: [{ a: 1 }, { a: '2' }, { a: true }, { a: null }],
      no: [{ a: '1' }, { a: 2 }, { a: false }, {}],
    },
  ],
  ['$in of a value twice', { a: { $in: [1, 1] } }, { yes: [{ a: 1 }], no: [{ a: 2 }] }],
  ['$in of whole arrays', { a: { $in: [['x'], ['y']] } }, { yes: [{ a: ['y'] }], no: [{ a: ['x', 'y'] }, { a: 'x' }] }],
  ['$in of whole objects', { a: { $in: [{ x: 1 }] } }, { yes: [{ a: { x: 1 } }], no: [{ a: { x: 2 } }, { a: 1 }] }],
  ['$in of scalars and objects', { a: { $in: [5, { x: 1 }] } }, { yes: [{ a: 5 }, { a: { x: 1 } }], no: [{ a: 6 }] }],
  [
    '$in of 300 values',
    { a: { $in: Array.from({ length: 300 }, (_, at) => at * 2) } },
    {
      yes: [{ a: 0 }, { a: 598 }],
      no: [{ a: 1 }, { a: 600 }, { a: '0' }],
    },
  ],
];

const order: FilterCase[] = [
  ['$gt is strict', { a: { $gt: 5 } }, { yes: [{ a: 5.01 }, { a: 6 }], no: [{ a: 5 }, { a: -6 }] }],
  ['$gte takes the limit', { a: { $gte: 5 } }, { yes: [{ a: 5 }, { a: 6 }], no: [{ a: 4.99 }] }],
  ['$lt is strict', { a: { $lt: 5 } }, { yes: [{ a: 4.5 }, { a: -10 }], no: [{ a: 5 }, { a: 6 }] }],
  ['$lte takes the limit', { a: { $lte: 5 } }, { yes: [{ a: 5 }, { a: 4 }], no: [{ a: 5.01 }] }],
  ['a range', { a: { $gte: 1, $lt: 3 } }, { yes: [{ a: 1 }, { a: 2.9 }], no: [{ a: 3 }, { a: 0.9 }] }],
  ['an empty range', { a: { $gt: 3, $lt: 3 } }, { no: [{ a: 3 }, { a: 2 }] }],
  ['negative numbers', { a: { $lt: -1 } }, { yes: [{ a: -2 }], no: [{ a: -1 }, { a: 0 }] }],
  ['zero', { a: { $gte: 0 } }, { yes: [{ a: 0 }, { a: -0 }], no: [{ a: -1e-9 }] }],
  ['numbers of any size', { a: { $gt: 1e300 } }, { yes: [{ a: 1.1e300 }], no: [{ a: -1.7e308 }, { a: 1 }] }],
  ['a number is not ordered against a text', { a: { $gt: 5 } }, { no: [{ a: '6' }, { a: 'x' }] }],
  ['a text is not ordered against a number', { a: { $lte: '5' } }, { yes: [{ a: '4' }], no: [{ a: 4 }] }],
  ['what is missing or null is never ordered', { a: { $lt: 5 } }, { no: [{}, { a: null }] }],
  ['a boolean is never ordered', { a: { $gte: 0 } }, { no: [{ a: true }, { a: false }] }],
  ['an object is never ordered', { a: { $gte: '' } }, { yes: [{ a: '' }], no: [{ a: {} }, { a: { b: 'x' } }] }],
  [
    'texts by code point',
    { a: { $gt: 'b' } },
    { yes: [{ a: 'c' }, { a: 'ba' }, { a: 'é' }], no: [{ a: 'b' }, { a: 'B' }] },
  ],
  ['a text before its own extension', { a: { $lt: 'tea' } }, { yes: [{ a: 'te' }, { a: '' }], no: [{ a: 'teas' }] }],
  ['characters of two units after all others', { a: { $gt: '\uff01' } }, { yes: [{ a: '😀' }], no: [{ a: 'z' }] }],
  ['others before characters of two units', { a: { $lt: '😀' } }, { yes: [{ a: '\uff01' }], no: [{ a: '😁' }] }],
  ['digits as text, not as numbers', { a: { $lt: '9' } }, { yes: [{ a: '10' }], no: [{ a: '95' }] }],
];

const dates: FilterCase[] = [
  [
    'days',
    { d: { $gte: '2024-03-01' } },
    { yes: [{ d: '2024-03-01' }, { d: '2025-01-01' }], no: [{ d: '2024-02-29' }] },
  ],
  [
    'a range of days',
    { d: { $gte: '2024-03-01', $lt: '2024-04-01' } },
    {
      yes: [{ d: '2024-03-01' }, { d: '2024-03-31T23:59:59.999Z' }],
      no: [{ d: '2024-04-01' }, { d: '2024-02-29T23:59:59Z' }],
    },
  ],
  [
    'a day is its first moment in UTC',
    { d: { $lte: '2024-03-01' } },
    {
      yes: [{ d: '2024-03-01T00:00:00Z' }],
      no: [{ d: '2024-03-01T00:00:01Z' }],
    },
  ],
  [
    'a moment against a day',
    { d: { $gt: '2024-03-01T12:00:00Z' } },
    { yes: [{ d: '2024-03-02' }], no: [{ d: '2024-03-01' }] },
  ],
  [
    'moments in other zones',
    { d: { $gt: '2024-03-01T12:00:00+02:00' } },
    {
      yes: [{ d: '2024-03-01T10:00:01Z' }, { d: '2024-03-01T09:00:00-05:00' }],
      no: [{ d: '2024-03-01T10:00:00Z' }, { d: '2024-03-01T12:30:00+03:00' }],
    },
  ],
  [
    'the same moment, written in two ways',
    { d: { $gte: '2024-03-01T12:00:00Z', $lte: '2024-03-01T12:00:00Z' } },
    {
      yes: [{ d: '2024-03-01T14:00:00.000+02:00' }, { d: '2024-03-01t12:00:00z' }],
      no: [{ d: '2024-03-01T12:00:00.001Z' }],
    },
  ],
  [
    'fractions of seconds',
    { d: { $lt: '2024-03-01T12:00:00.5Z' } },
    {
      yes: [{ d: '2024-03-01T12:00:00.25Z' }, { d: '2024-03-01T12:00:00Z' }],
      no: [{ d: '2024-03-01T12:00:00.500Z' }],
    },
  ],
  ['a date is no number', { d: { $gt: 0 } }, { no: [{ d: '2024-03-01' }] }],
  ['a number is no date', { d: { $gt: '1970-01-01' } }, { no: [{ d: 1_709_290_000_000 }] }],
  [
    'against text that is no date: by code point',
    { d: { $gt: '2024-03-01' } },
    {
      yes: [{ d: '2024-03-05T10:00:00' }, { d: '2024-04' }, { d: 'unknown' }],
      no: [{ d: '2024-02-05T10:00:00' }, { d: '2024' }, { d: '' }],
    },
  ],
  [
    'a limit that is no date: by code point',
    { d: { $gte: '2024-03' } },
    {
      yes: [{ d: '2024-03-01' }, { d: '2024-03-01T00:00:00Z' }],
      no: [{ d: '2024-02-29' }],
    },
  ],
  [
    'a day that does not exist is text',
    { d: { $gt: '2024-02-29' } },
    { yes: [{ d: '2024-02-30' }], no: [{ d: '2024-02-29' }] },
  ],
  ['years before 1970', { d: { $lt: '1970-01-01' } }, { yes: [{ d: '1969-12-31' }, { d: '0001-01-01' }] }],
];

const containing: FilterCase[] = [
  [
    '$contains finds an element',
    { a: { $contains: 'x' } },
    { yes: [{ a: ['y', 'x'] }], no: [{ a: ['y'] }, { a: [] }] },
  ],
  ['$contains finds a part of a text', { a: { $contains: 'ell' } }, { yes: [{ a: 'hello' }], no: [{ a: 'help' }] }],
  ['$contains finds the whole text', { a: { $contains: 'hello' } }, { yes: [{ a: 'hello' }], no: [{ a: 'hell' }] }],
  ['$contains tells upper from lower case', { a: { $contains: 'Ell' } }, { no: [{ a: 'hello' }] }],
  ['$contains takes an element as a whole', { a: { $contains: 'x' } }, { no: [{ a: ['xy', 'ax'] }] }],
  [
    '$contains of a number',
    { a: { $contains: 1 } },
    { yes: [{ a: [3, 1] }], no: [{ a: ['1'] }, { a: 1 }, { a: '1' }] },
  ],
  ['$contains of null', { a: { $contains: null } }, { yes: [{ a: [null] }], no: [{ a: null }, { a: [] }, {}] }],
  ['$contains of a boolean', { a: { $contains: false } }, { yes: [{ a: [false] }], no: [{ a: [0] }, { a: false }] }],
  [
    '$contains of an empty text',
    { a: { $contains: '' } },
    { yes: [{ a: 'x' }, { a: '' }, { a: [''] }], no: [{ a: ['x'] }, {}] },
  ],
  [
    '$contains does not look into objects',
    { a: { $contains: 'x' } },
    { no: [{ a: { x: 'x' } }, { a: [{ x: 'x' }] }, { a: [['x']] }] },
  ],
  [
    '$contains of all of two',
    { $and: [{ a: { $contains: 'x' } }, { a: { $contains: 'y' } }] },
    {
      yes: [{ a: ['y', 'z', 'x'] }],
      no: [{ a: ['x'] }],
    },
  ],
  [
    '$contains of none',
    { a: { $not: { $contains: 'x' } } },
    { yes: [{ a: ['y'] }, {}], no: [{ a: ['x'] }, { a: 'axe' }] },
  ],
  ['$contains beside $exists', { a: { $contains: 'x', $exists: true } }, { yes: [{ a: ['x'] }], no: [{ a: ['y'] }] }],
];

const presence: FilterCase[] = [
  ['$exists true', { a: { $exists: true } }, { yes: [{ a: 0 }, { a: '' }, { a: false }], no: [{}, { b: 1 }] }],
  ['$exists finds a null', { a: { $exists: true } }, { yes: [{ a: null }] }],
  ['$exists finds an object', { a: { $exists: true } }, { yes: [{ a: {} }, { a: { b: 1 } }] }],
  ['$exists false', { a: { $exists: false } }, { yes: [{}, { b: 1 }], no: [{ a: 0 }, { a: null }, { a: [] }] }],
  ['$exists of a path', { 'a.b': { $exists: true } }, { yes: [{ a: { b: null } }], no: [{ a: {} }, { a: 1 }, {}] }],
  ['$exists false of a path', { 'a.b': { $exists: false } }, { yes: [{ a: {} }, { a: 1 }, {}], no: [{ a: { b: 1 } }] }],
  ['there, and not null', { a: { $exists: true, $ne: null } }, { yes: [{ a: 0 }], no: [{ a: null }, {}] }],
];

const paths: FilterCase[] = [
  [
    'a path walks into objects',
    { 'a.b.c': 1 },
    { yes: [{ a: { b: { c: 1 } } }], no: [{ a: { b: { c: 2 } } }, { c: 1 }] },
  ],
  ['a path stops at a scalar', { 'a.b': 1 }, { no: [{ a: 1 }, { a: 'b' }, { a: null }, { b: 1 }] }],
  ['a path with an order', { 'a.b': { $gt: 3 } }, { yes: [{ a: { b: 4 } }], no: [{ a: { b: 3 } }, { a: 4 }] }],
  ['a path with $in', { 'a.b': { $in: [1, 2] } }, { yes: [{ a: { b: 2 } }], no: [{ a: { b: 3 } }, { a: 2 }] }],
  ['a path with $ne', { 'a.b': { $ne: 1 } }, { yes: [{ a: { b: 2 } }, { a: 1 }, {}], no: [{ a: { b: 1 } }] }],
  ['a path to an array', { 'a.tags': 'x' }, { yes: [{ a: { tags: ['x'] } }], no: [{ a: { tags: ['y'] } }] }],
  [
    'a path into the objects of an array',
    { 'a.b': 1 },
    { yes: [{ a: [{ b: 2 }, { b: 1 }] }], no: [{ a: [{ b: 2 }] }, { a: [1] }] },
  ],
  [
    'a path through an array to an array',
    { 'a.b': 'x' },
    { yes: [{ a: [{ b: ['y', 'x'] }] }], no: [{ a: [{ b: [] }] }] },
  ],
  [
    'a path through an array with an order',
    { 'a.n': { $gt: 3 } },
    { yes: [{ a: [{ n: 1 }, { n: 4 }] }], no: [{ a: [{ n: 1 }] }] },
  ],
  [
    'a path through an array with $ne: none may',
    { 'a.n': { $ne: 1 } },
    { yes: [{ a: [{ n: 2 }] }], no: [{ a: [{ n: 2 }, { n: 1 }] }] },
  ],
  [
    'a path through two arrays',
    { 'a.b.c': 1 },
    { yes: [{ a: [{ b: [{ c: 1 }] }] }], no: [{ a: [{ b: [[{ c: 1 }]] }] }] },
  ],
  ['an array right in an array is not entered', { 'a.b': 1 }, { no: [{ a: [[{ b: 1 }]] }] }],
  [
    '$exists through an array',
    { 'a.b': { $exists: true } },
    { yes: [{ a: [{}, { b: null }] }], no: [{ a: [{}] }, { a: [] }] },
  ],
  ['a place in an array is no key', { 'a.0': 1 }, { yes: [{ a: { 0: 1 } }], no: [{ a: [1] }] }],
  [
    'the length of an array or text is no key',
    { 'a.length': 1 },
    { yes: [{ a: { length: 1 } }], no: [{ a: [1] }, { a: 'x' }] },
  ],
  ['a key that holds the dots', { 'a.b': 1 }, { yes: [{ 'a.b': 1 }, { a: { b: 1 } }], no: [{ 'a.b': 2 }, { a: 1 }] }],
  [
    'a key with dots, of two one is enough',
    { 'a.b': 1 },
    {
      yes: [
        { 'a.b': 1, a: { b: 2 } },
        { 'a.b': 2, a: { b: 1 } },
      ],
    },
  ],
  ['$ne where a key holds the dots', { 'a.b': { $ne: 1 } }, { yes: [{ 'a.b': 2 }], no: [{ 'a.b': 1, a: { b: 2 } }] }],
  ['a key with blanks and signs', { 'first name/…': 'x' }, { yes: [{ 'first name/…': 'x' }], no: [{ first: 'x' }] }],
  ['a key of digits', { 7: 'x' }, { yes: [{ 7: 'x' }], no: [{ 8: 'x' }] }],
  ['a key with a dollar inside', { a$b: 1 }, { yes: [{ a$b: 1 }], no: [{ a: 1 }] }],
  [
    'a path of twelve keys',
    { 'a.b.c.d.e.f.g.h.i.j.k.l': 1 },
    {
      yes: [{ a: { b: { c: { d: { e: { f: { g: { h: { i: { j: { k: { l: 1 } } } } } } } } } } } }],
      no: [{ a: { b: { c: { d: 1 } } } }],
    },
  ],
];

const prototypes: FilterCase[] = [
  ['constructor is a key like any other', { constructor: 'x' }, { yes: [{ constructor: 'x' }], no: [{}] }],
  ['the constructor of an object is not seen', { 'constructor.name': 'Object' }, { no: [{}, { a: 1 }] }],
  ['toString exists only where it is stored', { toString: { $exists: true } }, { yes: [{ toString: 1 }], no: [{}] }],
  ['hasOwnProperty likewise', { hasOwnProperty: { $exists: false } }, { yes: [{}], no: [{ hasOwnProperty: 1 }] }],
  ['a prototype is never walked', { 'a.__proto__.b': { $exists: true } }, { no: [{ a: { b: 1 } }, {}] }],
  ['nor inside a compared object', { a: { constructor: 1 } }, { yes: [{ a: { constructor: 1 } }], no: [{ a: {} }] }],
  ['nor on the way', { 'toString.length': 0 }, { yes: [{ toString: { length: 0 } }], no: [{}] }],
];

const logic: FilterCase[] = [
  ['$and wants all', { $and: [{ a: 1 }, { b: 2 }] }, { yes: [{ a: 1, b: 2 }], no: [{ a: 1 }, { b: 2 }, {}] }],
  ['$and of one', { $and: [{ a: 1 }] }, { yes: [{ a: 1 }], no: [{ a: 2 }] }],
  ['$or wants one', { $or: [{ a: 1 }, { b: 2 }] }, { yes: [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }], no: [{ a: 2 }, {}] }],
  ['$or of one', { $or: [{ a: 1 }] }, { yes: [{ a: 1 }], no: [{}] }],
  [
    '$or of the same field',
    { $or: [{ a: { $lt: 1 } }, { a: { $gt: 5 } }] },
    { yes: [{ a: 0 }, { a: 6 }], no: [{ a: 3 }] },
  ],
  ['$not turns a filter round', { $not: { a: 1 } }, { yes: [{ a: 2 }, {}], no: [{ a: 1 }] }],
  ['$not of two fields: one is enough', { $not: { a: 1, b: 2 } }, { yes: [{ a: 1 }, { b: 2 }], no: [{ a: 1, b: 2 }] }],
  ['$not of nothing takes nothing', { $not: {} }, { no: [{}, { a: 1 }] }],
  ['$not of $or: none', { $not: { $or: [{ a: 1 }, { b: 2 }] } }, { yes: [{ a: 2 }, {}], no: [{ a: 1 }, { b: 2 }] }],
  ['$not of $and', { $not: { $and: [{ a: 1 }, { b: 2 }] } }, { yes: [{ a: 1 }], no: [{ a: 1, b: 2 }] }],
  ['logic beside fields', { a: 1, $or: [{ b: 1 }, { c: 1 }] }, { yes: [{ a: 1, c: 1 }], no: [{ a: 1 }, { c: 1 }] }],
  [
    '$or and $and side by side',
    { $or: [{ a: 1 }, { a: 2 }], $and: [{ b: 1 }] },
    { yes: [{ a: 2, b: 1 }], no: [{ a: 2 }, { b: 1 }] },
  ],
  [
    'logic in logic',
    { $or: [{ $and: [{ a: 1 }, { b: 1 }] }, { $not: { c: 1 } }] },
    {
      yes: [{ c: 1, a: 1, b: 1 }, { c: 2 }],
      no: [{ c: 1, a: 1 }],
    },
  ],
  ['an empty filter in $or takes everything', { $or: [{ a: 1 }, {}] }, { yes: [{ a: 1 }, {}] }],
  ['an empty filter in $and changes nothing', { $and: [{}, { a: 1 }] }, { yes: [{ a: 1 }], no: [{}] }],
  ['whole arrays beside scalars', { $or: [{ a: [1] }, { b: 1 }] }, { yes: [{ a: [1] }, { b: 1 }], no: [{ a: [2] }] }],
  [
    'eight levels',
    { $and: [{ $or: [{ $and: [{ $or: [{ $and: [{ $or: [{ a: { $gt: 1 } }] }] }] }] }] }] },
    {
      yes: [{ a: 2 }],
      no: [{ a: 1 }],
    },
  ],
  [
    'two hundred conditions',
    { $or: Array.from({ length: 200 }, (_, at) => ({ a: at })) },
    {
      yes: [{ a: 0 }, { a: 199 }],
      no: [{ a: 200 }, {}],
    },
  ],
  [
    'sixty fields',
    Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, { $ne: at }])),
    {
      yes: [{}, { f3: 4 }],
      no: [{ f3: 3 }, { f59: 59 }],
    },
  ],
];

const combined: FilterCase[] = [
  [
    'a preference of a kind',
    { category: 'preference', 'source.channel': { $in: ['email', 'chat'] } },
    {
      yes: [{ category: 'preference', source: { channel: 'chat', id: 7 } }],
      no: [
        { category: 'preference', source: { channel: 'phone' } },
        { category: 'fact', source: { channel: 'chat' } },
      ],
    },
  ],
  [
    'a month, without what is archived',
    { created: { $gte: '2024-03-01', $lt: '2024-04-01' }, archived: { $ne: true } },
    {
      yes: [{ created: '2024-03-15T08:00:00Z' }, { created: '2024-03-01', archived: false }],
      no: [{ created: '2024-03-15', archived: true }, { created: '2024-04-01T00:00:00Z' }, {}],
    },
  ],
  [
    'one of two users, sure enough',
    { $or: [{ user: 'ada' }, { user: 'bo' }], confidence: { $gte: 0.8 } },
    {
      yes: [
        { user: 'ada', confidence: 0.8 },
        { user: 'bo', confidence: 1 },
      ],
      no: [{ user: 'ada', confidence: 0.79 }, { user: 'cy', confidence: 1 }, { user: 'ada' }],
    },
  ],
  [
    'tagged with one, not with another',
    { tags: { $contains: 'work', $not: { $contains: 'draft' } } },
    {
      yes: [{ tags: ['work'] }],
      no: [{ tags: ['work', 'draft'] }, { tags: ['home'] }, {}],
    },
  ],
];

/** What every backend answers, by topic. */
export const FILTER_CASES: Readonly<Record<string, readonly FilterCase[]>> = {
  equality,
  'whole values': whole,
  'array fields': arrays,
  complements,
  lists,
  order,
  dates,
  $contains: containing,
  $exists: presence,
  paths,
  'names of prototypes': prototypes,
  logic,
  combined,
};
