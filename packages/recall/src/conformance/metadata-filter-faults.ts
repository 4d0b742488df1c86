type FilterFault = readonly [title: string, filter: unknown, fields: readonly string[]];

function nestedNot(levels: number): unknown {
  return levels === 1 ? { a: 1 } : { $not: nestedNot(levels - 1) };
}

function alternatives(count: number): unknown {
  return { $or: Array.from({ length: count }, (_, place) => ({ n: place })) };
}

const NINE_ARRAYS = [[[[[[[[[1]]]]]]]]];

/** Filters that every backend refuses, with the places they are refused for. */
export const FILTER_FAULTS: readonly FilterFault[] = [
  ['an unknown operator on a field', { a: { $regex: 'x' } }, ['metadata_filter.a.$regex']],
  ['an operator in capitals', { a: { $IN: [1] } }, ['metadata_filter.a.$IN']],
  ['a lone dollar', { a: { $: 1 } }, ['metadata_filter.a.$']],
  ['an unknown operator beside fields', { $nor: [{ a: 1 }] }, ['metadata_filter.$nor']],
  ['an operator of fields beside fields', { $gt: 3 }, ['metadata_filter.$gt']],
  ['$and on a field', { a: { $and: [{ $gt: 1 }] } }, ['metadata_filter.a.$and']],
  ['an operator beside a plain key', { a: { $gt: 1, b: 2 } }, ['metadata_filter.a.b']],
  ['an operator in a compared object', { a: { b: { $gt: 1 } } }, ['metadata_filter.a.b.$gt']],
  ['an operator in a compared array', { a: [1, { $gt: 1 }] }, ['metadata_filter.a[1].$gt']],
  ['an operator in a list', { a: { $in: [1, 2, 3, { $gt: 2 }] } }, ['metadata_filter.a.$in[3].$gt']],
  ['$in without an array', { a: { $in: 'x' } }, ['metadata_filter.a.$in']],
  ['$in of null', { a: { $in: null } }, ['metadata_filter.a.$in']],
  ['$nin without an array', { a: { $nin: { 0: 1 } } }, ['metadata_filter.a.$nin']],
  ['$gt of a boolean', { a: { $gt: true } }, ['metadata_filter.a.$gt']],
  ['$gte of null', { a: { $gte: null } }, ['metadata_filter.a.$gte']],
  ['$lt of an array', { a: { $lt: [1] } }, ['metadata_filter.a.$lt']],
  ['$lte of an object', { a: { $lte: { b: 1 } } }, ['metadata_filter.a.$lte']],
  ['$contains of an array', { a: { $contains: ['x'] } }, ['metadata_filter.a.$contains']],
  ['$contains of an object', { a: { $contains: {} } }, ['metadata_filter.a.$contains']],
  ['$exists of a number', { a: { $exists: 1 } }, ['metadata_filter.a.$exists']],
  ['$exists of a text', { a: { $exists: 'true' } }, ['metadata_filter.a.$exists']],
  ['$and of an object', { $and: { a: 1 } }, ['metadata_filter.$and']],
  ['an empty $and', { $and: [] }, ['metadata_filter.$and']],
  ['an empty $or', { $or: [] }, ['metadata_filter.$or']],
  ['a part of $or that is no filter', { $or: [{ a: 1 }, 3] }, ['metadata_filter.$or[1]']],
  ['a part of $and that is null', { $and: [null] }, ['metadata_filter.$and[0]']],
  ['$not of a scalar', { $not: 1 }, ['metadata_filter.$not']],
  ['$not of an array', { $not: [{ a: 1 }] }, ['metadata_filter.$not']],
  ['$not on a field without operators', { a: { $not: 1 } }, ['metadata_filter.a.$not']],
  ['$not on a field with an empty object', { a: { $not: {} } }, ['metadata_filter.a.$not']],
  [
    'an unknown operator deep inside',
    { $or: [{ a: 1 }, { $not: { 'b.c': { $in: [1], $near: 2 } } }] },
    ['metadata_filter.$or[1].$not.b.c.$near'],
  ],
  ['an empty part of a path', { 'a..b': 1 }, ['metadata_filter.a..b']],
  ['a path that ends in a dot', { 'a.': { $gt: 1 } }, ['metadata_filter.a.']],
  ['a path that begins with a dot', { '.a': 1 }, ['metadata_filter..a']],
  ['a ninth level', nestedNot(9), [`metadata_filter${'.$not'.repeat(8)}`]],
  [
    'a ninth level of operators',
    { $and: [nestedNot(6), { a: { $not: { $not: { $not: { $not: { $not: { $not: { $not: { $gt: 1 } } } } } } } } }] },
    [`metadata_filter.$and[1].a${'.$not'.repeat(6)}`],
  ],
  ['a compared value nested nine levels', { a: NINE_ARRAYS }, [`metadata_filter.a${'[0]'.repeat(8)}`]],
  ['the 201st condition', alternatives(201), ['metadata_filter.$or[200].n']],
  [
    'the 201st condition, an object in a list',
    { a: { $in: Array.from({ length: 200 }, (_, at) => ({ at })) } },
    ['metadata_filter.a.$in[199]'],
  ],
  ['a compared value of a thousand and one', { a: Array.from({ length: 1000 }, () => 1) }, ['metadata_filter.a']],
  [
    'every fault, not the first alone',
    { a: { $gt: true }, $or: [{ b: { $in: 1 } }] },
    ['metadata_filter.a.$gt', 'metadata_filter.$or[0].b.$in'],
  ],
];
