import fc from 'fast-check';
import { testSeed } from './seed';

fc.configureGlobal({ seed: testSeed() });

/** fast-check with the seed of the tests: every property test takes it from here. */
export default fc;
