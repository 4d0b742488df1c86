import { momentOf, nameOf } from './synthetic-metadata.js';
import type { FilterShare } from './synthetic-metadata.js';

/** A kind of condition, for the metadata that `createSyntheticMetadata` makes. */
export interface FilterKind {
  readonly name: string;
  /** What it may cost at 100,000 memories: a ratio to an unfiltered query, or milliseconds. */
  readonly goal: 'ratio' | 'milliseconds';
  /** A filter that about this share of the memories pass. */
  readonly toFilter: (share: FilterShare) => object;
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${name}-${number}`);
}

const EQUAL: Readonly<Record<FilterShare, object>> = {
  0.0001: { 'user.id': 'user-7' },
  0.01: { project: 'project-7' },
  0.3: { category: 'preference' },
  0.99: { status: 'active' },
};

const UNEQUAL: Readonly<Record<FilterShare, object>> = {
  0.0001: { 'user.id': { $nin: numbered('user', 9999) } },
  0.01: { status: { $ne: 'active' } },
  0.3: { 'user.plan': { $ne: 'free' } },
  0.99: { project: { $ne: 'project-7' } },
};

function textLimitOf(share: FilterShare): string {
  return `msg_${Math.floor(share * 2 ** 32)
    .toString(16)
    .padStart(8, '0')}`;
}

/** Every operator, each at every share. */
export const FILTER_KINDS: readonly FilterKind[] = [
  { name: 'equality', goal: 'ratio', toFilter: (share) => EQUAL[share] },
  {
    name: '$in',
    goal: 'ratio',
    toFilter: (share) => ({ 'user.id': { $in: numbered('user', Math.round(share * 10_000)) } }),
  },
  { name: 'range of numbers', goal: 'ratio', toFilter: (share) => ({ confidence: { $gte: 0, $lt: share } }) },
  {
    name: 'range of dates',
    goal: 'ratio',
    toFilter: (share) => ({ created: { $gte: '2025-01-01', $lt: momentOf(share) } }),
  },
  {
    name: 'range of texts',
    goal: 'ratio',
    toFilter: (share) => ({ 'source.message': { $gte: 'msg_', $lt: textLimitOf(share) } }),
  },
  { name: 'equality of array elements', goal: 'ratio', toFilter: (share) => ({ tags: `tag-${nameOf(share)}` }) },
  { name: '$ne, $nin', goal: 'milliseconds', toFilter: (share) => UNEQUAL[share] },
  {
    name: '$contains an element',
    goal: 'milliseconds',
    toFilter: (share) => ({ tags: { $contains: `tag-${nameOf(share)}` } }),
  },
  {
    name: '$contains in a text',
    goal: 'milliseconds',
    toFilter: (share) => ({ title: { $contains: `${nameOf(share)}-word` } }),
  },
  { name: '$exists', goal: 'milliseconds', toFilter: (share) => ({ [`flags.${nameOf(share)}`]: { $exists: true } }) },
  {
    name: 'a whole object',
    goal: 'milliseconds',
    toFilter: (share) => ({ $or: [{ flags: { p100: true } }, { tags: ['tag-p9900', 'x'] }, EQUAL[share]] }),
  },
  {
    name: '$and of four',
    goal: 'milliseconds',
    toFilter: (share) => ({
      ...EQUAL[share],
      confidence: { $gte: 0 },
      importance: { $in: [1, 2, 3, 4, 5] },
      tags: { $exists: true },
    }),
  },
  {
    name: '$or of 100',
    goal: 'milliseconds',
    toFilter: (share) => ({
      $or: [EQUAL[share], ...numbered('user', 99).map((id) => ({ 'user.id': { $eq: id, $gt: 'user-99999' } }))],
    }),
  },
  { name: '$not', goal: 'milliseconds', toFilter: (share) => ({ $not: { $not: EQUAL[share] } }) },
];
