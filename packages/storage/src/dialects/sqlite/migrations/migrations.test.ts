import { itKeepsMigrations } from '../../migrations-fixture.js';
import { migrations } from './migrations.js';

// A step is never edited: a change is a new step.
itKeepsMigrations(migrations, {
  '1 foundation': '9c2a713a8be7bfef64bd19bbdad2e24bbc353c1c53cac5d20b9c3f3cb3cb43c3',
  '2 limit_counts': '2ebd78e872358005db334b7bf7bfbaece3f11d7df4399750dd03a92fd957bf13',
  '3 embedding models': 'e55e665dbaab86609a42999b1c64896146c0b9a741316e8e2c87778deac9de38',
  '4 plan_changes': 'e70cfaf79c584d22a9362307e51fe989e7a53694caae93fa44b46b82c86d6e60',
  '5 ledger': '038e84e36c4b1d7c01fc1cc6f2b98ba4562803b9099b11e606fb89e44bfca8ba',
  '6 billing': 'ec0c227df03250a28cbb0cb7472ee4f96846d6dedba6675fd5b4bc2219ad3c84',
  '7 agreements': 'c184c13f778c31ddc8bae3e98d8024d82a8c6b6c82694bd9ff3d92215cf4defe',
  '8 payments': 'c4286bf6bb761e5a3b8571236a5fa8ca82198ce59d0e9fc01ccff88a795a0e87',
  '9 usage_alerts': 'ab371c596fea043f4fda11ee5330aa8ac84c069e9b84037a06bfc9c118f2cc0e',
  '10 reissued_invoices': 'fa74d503ef8c505ac6a34c06a193eb9421986fda1b131a10c522899a34135113',
});
