import { describe, expect, it } from 'vitest';
import { NO_AGREEMENT } from '../../plans/apply-agreement.js';
import { createPlans } from '../../plans/plans.js';
import { changeAgreement } from './change-agreement.js';

const NOW = Date.UTC(2026, 1, 10);
const plan = createPlans({ plansFile: null, defaultPlan: 'free' }).get('starter');
const at = { plan, nowMs: NOW };
const until = '2027-01-01T00:00:00Z';

describe('changeAgreement', () => {
  it('changes what is named, and keeps what is not', () => {
    const overridden = changeAgreement(
      NO_AGREEMENT,
      { overrides: { base_price_cents: 3900, limits: { at_once: null } } },
      at,
    );
    expect(overridden).toEqual({
      ...NO_AGREEMENT,
      overrides: { planId: 'starter', basePriceCents: 3900, quotas: {}, limits: { atOnce: null }, overage: null },
    });
    const extended = changeAgreement(overridden, { add_ons: ['more'] }, at);
    expect(extended).toEqual({ ...overridden, addOnIds: ['more'] });
    expect(changeAgreement(extended, { overrides: null, add_ons: [] }, at)).toEqual(NO_AGREEMENT);
  });

  it('takes all that is overridden for what was sent: nothing of an earlier one stays', () => {
    const before = changeAgreement(NO_AGREEMENT, { overrides: { quotas: { calls: 5, tokens: 5 } } }, at);
    expect(changeAgreement(before, { overrides: { quotas: { calls: 6 } } }, at).overrides?.quotas).toEqual({
      calls: 6,
    });
  });

  it('locks the price that holds with what is overridden at the same time', () => {
    const { priceLock } = changeAgreement(
      NO_AGREEMENT,
      { overrides: { base_price_cents: 3900 }, price_lock: { until } },
      at,
    );
    expect(priceLock).toEqual({
      planId: 'starter',
      untilMs: Date.UTC(2027, 0),
      basePriceCents: 3900,
      overage: plan.overage,
    });
  });

  it('locks the price of today when a lock is made anew, and not that of the one before', () => {
    const before = changeAgreement(NO_AGREEMENT, { price_lock: { until } }, at);
    const dearer = { ...plan, basePriceCents: 9900 };
    const { priceLock } = changeAgreement(before, { price_lock: { until } }, { plan: dearer, nowMs: NOW });
    expect([before.priceLock?.basePriceCents, priceLock?.basePriceCents]).toEqual([4900, 9900]);
    expect(changeAgreement(before, { price_lock: null }, at).priceLock).toBeNull();
  });
});
