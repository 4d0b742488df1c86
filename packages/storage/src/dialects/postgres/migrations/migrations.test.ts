import { itKeepsMigrations } from '../../migrations-fixture.js';
import { migrations } from './migrations.js';

// A step is never edited: a change is a new step.
itKeepsMigrations(migrations, {
  '1 foundation': '31bf8f439a5828f428fd39b88a46314754cad14d7d8e28372ee37fa0c58eb6a6',
  '2 limit_counts': 'f6b8c5cc1b2842803b3a21398504e0deebebf7aa9bb94d22a9e03cb098596169',
  '3 embedding models': '0b8ab16b19cdf996f120b64912c9700ea8ab830059ac5de628442500b4967a87',
  '4 plan_changes': 'ff15bb7fd7349266cfacc058a5b0dadd353cff12e4f37d9bb0d864b490f75158',
  '5 ledger': 'c92126d07443849dd7b924d34ad5a21703ed618f19d46a22001a7ac44ea3691b',
  '6 billing': '4a882c997e3885ccf78cd4f71fc2f8a2d1f60c07405ddfb21b751b864dc4fc58',
  '7 agreements': 'a44a0d20960430243a0518c0842c74f17cdd62ba2d1d9fa71c62ac6fefd9ddbd',
  '8 payments': '975b4fbe0111c2ba6e154b27516b6d32b9cb3e7d0d643369c85a84a5bd2151ef',
  '9 usage_alerts': '15df525e32bd6acde164eb7cbde98e8ef4c4e78b98bfc2cbfbe51acb1c28ae4b',
  '10 reissued_invoices': 'fa74d503ef8c505ac6a34c06a193eb9421986fda1b131a10c522899a34135113',
});
