import { itKeepsMigrations } from '../../migrations-fixture.js';
import { migrations } from './migrations.js';

// A step is never edited: a change is a new step.
itKeepsMigrations(migrations, {
  '1 foundation': '31bf8f439a5828f428fd39b88a46314754cad14d7d8e28372ee37fa0c58eb6a6',
});
