import { itKeepsMigrations } from '../../migrations-fixture.js';
import { migrations } from './migrations.js';

// A step is never edited: a change is a new step.
itKeepsMigrations(migrations, {
  '1 foundation': '9c2a713a8be7bfef64bd19bbdad2e24bbc353c1c53cac5d20b9c3f3cb3cb43c3',
});
