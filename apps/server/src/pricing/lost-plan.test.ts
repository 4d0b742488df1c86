import { expect, it, vi } from 'vitest';
import { createPlans } from '../plans/plans.js';
import { writePlansFile } from '../testing/plans-file-fixture.js';
import { createGetLostPlan } from './lost-plan.js';

it('is the plan of the present file, or else the default plan, and is warned of once', () => {
  const plans = createPlans({ plansFile: writePlansFile({ free: {}, paid: {} }), defaultPlan: 'free' });
  const warn = vi.fn();
  const getLostPlan = createGetLostPlan({ plans, logger: { warn } });
  expect(['gold', 'paid', 'gold', 'silver'].map((id) => getLostPlan(id).id)).toEqual(['free', 'paid', 'free', 'free']);
  expect(warn.mock.calls.map(([fields]) => fields.plan)).toEqual(['gold', 'paid', 'silver']);
  expect(warn.mock.calls[0]?.[1]).toMatch(/had gold in a month .* priced as free is now/);
});
