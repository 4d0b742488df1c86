import { describe, expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { createPlans } from '../../plans/plans.js';
import { decidePlanChange } from './decide-plan-change.js';

const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const NOW = Date.parse('2026-02-10T12:00:00.000Z');
const MARCH = Date.parse('2026-03-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

const decide = (from: string, to: string, settings: { mayTry?: boolean; next?: string } = {}) =>
  decidePlanChange({
    organization: { nextPlan: settings.next === undefined ? null : { planId: settings.next, startsAtMs: MARCH } },
    from: plans.get(from),
    to: plans.get(to),
    mayTry: settings.mayTry ?? false,
    nowMs: NOW,
  });

describe('decidePlanChange', () => {
  it.each([
    ['free', 'starter'],
    ['free', 'professional'],
    ['starter', 'professional'],
    ['self-hosted', 'starter'],
  ])('goes up from %s to %s at once', (from, to) => {
    expect(decide(from, to)).toEqual({ kind: 'now', trialEndsAtMs: null });
    expect(decide(from, to, { next: 'free' })).toEqual({ kind: 'now', trialEndsAtMs: null });
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
    expect(decide('professional', 'professional', { next: 'starter' })).toEqual({ kind: 'now', trialEndsAtMs: null });
    expect(decide('professional', 'professional')).toEqual({ kind: 'unchanged' });
  });

  it('begins a trial where one is to be had', () => {
    expect(decide('free', 'starter', { mayTry: true })).toEqual({ kind: 'now', trialEndsAtMs: NOW + 14 * DAY_MS });
    expect(decide('starter', 'starter', { mayTry: true, next: 'free' })).toMatchObject({ trialEndsAtMs: null });
    const dear = { ...SELF_HOSTED_PLAN, id: 'dear', basePriceCents: 1 };
    const parts = { organization: { nextPlan: null }, from: plans.get('free'), to: dear, mayTry: true, nowMs: NOW };
    expect(decidePlanChange(parts)).toEqual({ kind: 'now', trialEndsAtMs: null });
  });
});
