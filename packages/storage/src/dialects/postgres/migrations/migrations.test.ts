import { itKeepsMigrations } from '../../migrations-fixture.js';
import { migrations } from './migrations.js';

// A step is never edited: a change is a new step.
itKeepsMigrations(migrations, {
  '1 foundation': '4117f121bcbd1d42f8d297727fcb7b86ad2edd008125a9914521721f2130ae88',
});
