import './global-setup';

/** Stops what the start of the run has started. */
export default async function stopAfterTests(): Promise<void> {
  await globalThis.everstepTestInfrastructure?.stop();
}
