import { SELF_HOSTED_PLAN } from './plan.js';
import type { PlansFile } from './plans-schema.js';

/** Something wrong at a place in the file. */
export interface PlacedFault {
  readonly path: readonly string[];
  readonly message: string;
}

const ID = /^[a-z][a-z0-9-]{0,63}$/;

/** What a schema can't say: names, and what one part of the file says of another. */
export function findRuleFaults(file: PlansFile): readonly PlacedFault[] {
  return [
    ...['plans', 'add_ons', 'promotions'].flatMap((part) => findNameFaults(file, part)),
    ...findStepFaults(file),
    ...findPromotionFaults(file),
    ...findAgreementFaults(file),
  ];
}

function toFault(path: readonly string[], message: string): PlacedFault {
  return { path, message: `${path.join('.')} ${message}` };
}

function findNameFaults(file: PlansFile, part: string): readonly PlacedFault[] {
  const entries: unknown = Reflect.get(file, part);
  const ids = typeof entries === 'object' && entries !== null ? Object.keys(entries) : [];
  return ids.flatMap((id) => {
    if (part === 'plans' && id === SELF_HOSTED_PLAN.id) {
      return [toFault([part, id], "is always there and can't be set")];
    }
    return ID.test(id) ? [] : [toFault([part, id], 'must be named with small letters, digits and hyphens')];
  });
}

function findStepFaults({ volume_discounts: discounts = { calls: [], tokens: [], embeddings: [] } }: PlansFile) {
  return Object.entries(discounts).flatMap(([metric, steps]) => {
    const isAscending = steps.every(({ beyond }, at) => at === 0 || beyond > (steps[at - 1]?.beyond ?? 0));
    return isAscending ? [] : [toFault(['volume_discounts', metric], 'must list its steps in ascending order')];
  });
}

function findPromotionFaults({ promotions = {}, plans }: PlansFile): readonly PlacedFault[] {
  return Object.entries(promotions).flatMap(([id, promotion]) => {
    const path = ['promotions', id];
    const unknown = promotion.plans.filter((planId) => !Object.hasOwn(plans, planId));
    const times = (['from', 'until'] as const).filter((name) => Number.isNaN(Date.parse(promotion[name])));
    return [
      ...unknown.map((planId) => toFault([...path, 'plans'], `names ${planId}, which is no plan of this file`)),
      ...times.map((name) => toFault([...path, name], 'must be a time that there is')),
      ...(Date.parse(promotion.from) >= Date.parse(promotion.until)
        ? [toFault([...path, 'until'], 'must come after from')]
        : []),
    ];
  });
}

function findAgreementFaults({ agreements = {}, add_ons: addOns = {}, plans }: PlansFile): readonly PlacedFault[] {
  return Object.entries(agreements).flatMap(([orgId, agreement]) => {
    const path = ['agreements', orgId];
    const unknown = (agreement.add_ons ?? []).filter((id) => !Object.hasOwn(addOns, id));
    const until = agreement.price_lock?.until;
    return [
      ...(/^org_[0-9a-z]+$/.test(orgId) ? [] : [toFault(path, 'must be named with the id of an organization')]),
      ...(Object.hasOwn(plans, agreement.plan)
        ? []
        : [toFault([...path, 'plan'], `names ${agreement.plan}, which is no plan of this file`)]),
      ...unknown.map((id) => toFault([...path, 'add_ons'], `names ${id}, which is no add-on of this file`)),
      ...(until !== undefined && Number.isNaN(Date.parse(until))
        ? [toFault([...path, 'price_lock', 'until'], 'must be a time that there is')]
        : []),
    ];
  });
}
