import { Type, type Static, type TProperties, type TSchema, type TUnsafe } from 'typebox';

/** A number that may be `null` in the file: there is none. */
function numberOrNull(minimum: number): TUnsafe<number | null> {
  return Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum, maximum: Number.MAX_SAFE_INTEGER });
}

/** One of a few words. */
function oneOf<const Words extends readonly string[]>(...words: Words): TUnsafe<Words[number]> {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: words });
}

/** A mapping of just these fields. */
function fields<Fields extends TProperties>(properties: Fields) {
  return Type.Object(properties, { additionalProperties: false });
}

const Text = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' });
const UnitPrice = fields({
  cents: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  per: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
});
const OveragePrices = fields({ calls: UnitPrice, tokens: UnitPrice, embeddings: UnitPrice });

const PlanEntry = fields({
  name: Text,
  description: Text,
  available_to: oneOf('signup', 'customer', 'operator'),
  base_price_cents: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 1_000_000_000_000 }),
  billing_period: oneOf('monthly'),
  trial_days: Type.Integer({ minimum: 0, maximum: 365 }),
  quotas: fields({
    calls: numberOrNull(0),
    tokens: numberOrNull(0),
    memories_stored: numberOrNull(0),
    embeddings: numberOrNull(0),
  }),
  // A limit of nothing would be a plan that can't be used; a wait for its end would never end.
  limits: fields({ per_minute: numberOrNull(1), per_day: numberOrNull(1), at_once: numberOrNull(1) }),
  overage: Type.Unsafe<Static<typeof OveragePrices> | null>({ ...OveragePrices, type: ['object', 'null'] }),
});
/** A plan as the file writes it. */
export type PlanEntry = Static<typeof PlanEntry>;

const Cents = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });
const Percent = Type.Integer({ minimum: 0, maximum: 100 });
// Z alone: a price that changes at a time of somebody's clock changes at another time for everybody else.
const Time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$' });

const VolumeSteps = Type.Array(
  fields({ beyond: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), percent_off: Percent }),
);
const Units = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const AddOnEntry = fields({
  name: Text,
  price_cents: Cents,
  quotas: fields({ calls: Units, tokens: Units, embeddings: Units }),
});
/** An add-on as the file writes it. */
export type AddOnEntry = Static<typeof AddOnEntry>;
const PromotionEntry = fields({
  name: Text,
  percent_off: Percent,
  plans: Type.Array(Type.String(), { minItems: 1 }),
  from: Time,
  until: Time,
});
const AgreementEntry = fields({
  plan: Type.String(),
  base_price_cents: Type.Optional(Cents),
  quotas: Type.Optional(
    fields({
      calls: Type.Optional(numberOrNull(0)),
      tokens: Type.Optional(numberOrNull(0)),
      memories_stored: Type.Optional(numberOrNull(0)),
      embeddings: Type.Optional(numberOrNull(0)),
    }),
  ),
  limits: Type.Optional(
    fields({
      per_minute: Type.Optional(numberOrNull(1)),
      per_day: Type.Optional(numberOrNull(1)),
      at_once: Type.Optional(numberOrNull(1)),
    }),
  ),
  overage: Type.Optional(OveragePrices),
  add_ons: Type.Optional(Type.Array(Type.String())),
  price_lock: Type.Optional(fields({ until: Time, base_price_cents: Cents, overage: Type.Optional(OveragePrices) })),
});

/** What was agreed with an organization, as the file writes it. */
export type AgreementEntry = Static<typeof AgreementEntry>;

/** A mapping from ids to entries. */
function entries<Entry extends TSchema>(entry: Entry): TUnsafe<Readonly<Record<string, Static<Entry>>>> {
  return Type.Unsafe<Readonly<Record<string, Static<Entry>>>>({ type: 'object', additionalProperties: entry });
}

const CostRates = fields({
  compute_hours: Type.Optional(UnitPrice),
  memory_months: Type.Optional(UnitPrice),
  model_calls: Type.Optional(UnitPrice),
});

/** The plans file, as YAML gives it. */
export const PlansFile = fields({
  costs: Type.Optional(CostRates),
  volume_discounts: Type.Optional(fields({ calls: VolumeSteps, tokens: VolumeSteps, embeddings: VolumeSteps })),
  add_ons: Type.Optional(entries(AddOnEntry)),
  promotions: Type.Optional(entries(PromotionEntry)),
  agreements: Type.Optional(entries(AgreementEntry)),
  plans: Type.Unsafe<Readonly<Record<string, PlanEntry>>>({
    type: 'object',
    minProperties: 1,
    additionalProperties: PlanEntry,
  }),
});
/** The plans file, as YAML gives it. */
export type PlansFile = Static<typeof PlansFile>;
