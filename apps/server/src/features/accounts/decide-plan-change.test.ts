import { describe, expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { createPlans } from '../../plans/plans.js';
import { decidePlanChange, isUnpaidTrialEnd } from './decide-plan-change.js';

const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const NOW = Date.parse('2026-02-10T12:00:00.000Z');
const MARCH = Date.parse('2026-03-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

interface Settings {
  readonly mayTry?: boolean;
  readonly mayPay?: boolean;
  readonly next?: string;
  readonly trialEndsAtMs?: number;
}

const TRIAL_END = NOW + 14 * DAY_MS;
const AT_ONCE = { kind: 'now', trialEndsAtMs: null, next: null };
const FALLBACK = { planId: 'free', startsAtMs: TRIAL_END };

function decide(from: string, to: string, settings: Settings = {}) {
  const { mayTry = false, mayPay = true, next, trialEndsAtMs = null } = settings;
  return decidePlanChange({
    organization: {
      nextPlan: next === undefined ? null : { planId: next, startsAtMs: trialEndsAtMs ?? MARCH },
      trialEndsAtMs,
    },
    from: plans.get(from),
    to: plans.get(to),
    mayTry,
    mayPay,
    defaultPlanId: 'free',
    nowMs: NOW,
  });
}

describe('decidePlanChange', () => {
  it.each([
    ['free', 'starter'],
    ['free', 'professional'],
    ['starter', 'professional'],
    ['self-hosted', 'starter'],
  ])('goes up from %s to %s at once', (from, to) => {
    expect(decide(from, to)).toEqual(AT_ONCE);
    expect(decide(from, to, { next: 'free' })).toEqual(AT_ONCE);
  });

  it.each([
    ['professional', 'starter'],
    ['starter', 'free'],
    ['enterprise', 'professional'],
    ['self-hosted', 'free'],
  ])('goes down from %s to %s at the end of the month', (from, to) => {
    expect(decide(from, to, { mayTry: true })).toEqual({ kind: 'later', startsAtMs: MARCH });
    expect(decide(from, to, { next: to })).toEqual({ kind: 'unchanged' });
  });

  it('has the last word where another plan was to come', () => {
    expect(decide('professional', 'free', { next: 'starter' })).toEqual({ kind: 'later', startsAtMs: MARCH });
    expect(decide('professional', 'professional', { next: 'starter' })).toEqual(AT_ONCE);
    expect(decide('professional', 'professional')).toEqual({ kind: 'unchanged' });
  });

  it('begins a trial where one is to be had', () => {
    expect(decide('free', 'starter', { mayTry: true })).toEqual({ ...AT_ONCE, trialEndsAtMs: TRIAL_END });
    expect(decide('starter', 'starter', { mayTry: true, next: 'free' })).toMatchObject({ trialEndsAtMs: null });
    const dear = { ...SELF_HOSTED_PLAN, id: 'dear', basePriceCents: 1 };
    const organization = { nextPlan: null, trialEndsAtMs: null };
    const wish = { organization, from: plans.get('free'), to: dear, mayPay: true, defaultPlanId: 'free', nowMs: NOW };
    expect(decidePlanChange({ ...wish, mayTry: true })).toEqual(AT_ONCE);
  });

  it('goes up without a means of payment only into a trial, which ends on the default plan', () => {
    expect(decide('free', 'starter', { mayPay: false })).toEqual({ kind: 'unpayable' });
    expect(decide('free', 'starter', { mayPay: false, mayTry: true })).toEqual({
      kind: 'now',
      trialEndsAtMs: TRIAL_END,
      next: FALLBACK,
    });
    const over = { mayPay: false, trialEndsAtMs: NOW };
    expect(decide('free', 'starter', over)).toEqual({ kind: 'unpayable' });
  });

  it('moves about in a trial that is not paid for, at once, and ends it all the same', () => {
    const trying = { mayPay: false, next: 'free', trialEndsAtMs: TRIAL_END };
    const moved = { kind: 'now', trialEndsAtMs: null, next: FALLBACK };
    expect(decide('starter', 'professional', trying)).toEqual(moved);
    expect(decide('professional', 'starter', trying)).toEqual(moved);
    expect(decide('starter', 'free', trying)).toEqual({ kind: 'unchanged' });
    expect(decide('starter', 'starter', trying)).toEqual({ kind: 'unpayable' });
    expect(decide('starter', 'starter', { ...trying, mayPay: true })).toEqual(AT_ONCE);
  });

  it('goes down to what costs nothing, also without a means of payment', () => {
    expect(decide('starter', 'free', { mayPay: false })).toEqual({ kind: 'later', startsAtMs: MARCH });
    const trying = { mayPay: false, trialEndsAtMs: TRIAL_END };
    expect(decide('starter', 'free', trying)).toEqual({ kind: 'later', startsAtMs: TRIAL_END });
    expect(decide('starter', 'free', { ...trying, mayPay: true })).toEqual({ kind: 'later', startsAtMs: TRIAL_END });
    const pastMarch = { mayPay: true, trialEndsAtMs: MARCH + DAY_MS };
    expect(decide('starter', 'free', pastMarch)).toEqual({ kind: 'later', startsAtMs: MARCH });
  });
});

describe('isUnpaidTrialEnd', () => {
  it('tells the end of a trial from a plan that was taken for later', () => {
    expect(isUnpaidTrialEnd({ nextPlan: FALLBACK, trialEndsAtMs: TRIAL_END })).toBe(true);
    expect(isUnpaidTrialEnd({ nextPlan: { planId: 'free', startsAtMs: MARCH }, trialEndsAtMs: TRIAL_END })).toBe(false);
    expect(isUnpaidTrialEnd({ nextPlan: null, trialEndsAtMs: null })).toBe(false);
  });
});
