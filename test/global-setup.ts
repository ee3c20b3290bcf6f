import { startInfrastructure, type Infrastructure } from '../runtime/test-stack';
import { drawSeed } from './seed';

declare global {
  var everstepTestInfrastructure: Infrastructure | undefined;
}

/** One PostgreSQL and one Temporal for the whole run; their addresses are in the environment of every test file. */
export default async function startForTests(): Promise<void> {
  drawSeed();
  const infrastructure = await startInfrastructure();
  globalThis.everstepTestInfrastructure = infrastructure;
  process.env['EVERSTEP_TEST_DATABASE_URL'] = infrastructure.adminUrl;
  process.env['EVERSTEP_TEST_TEMPORAL_ADDRESS'] = infrastructure.temporalAddress;
  process.env['EVERSTEP_TEST_TEMPORAL_NAMESPACE'] = infrastructure.temporalNamespace;
}
