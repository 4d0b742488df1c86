// Vitest runs this file before each file of tests, but what it imports once a worker: testers that were added before
// each would all be asked.
import './compare-bytes.js';
