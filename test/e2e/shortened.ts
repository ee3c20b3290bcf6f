/**
 * Cases that wait for leases to end take ten seconds each: `npm test` does some of them, and all with
 * `EVERSTEP_TEST_LONG=true`.
 */
export function shortened<Case>(always: readonly Case[], long: readonly Case[]): readonly Case[] {
  return process.env['EVERSTEP_TEST_LONG'] === 'true' ? [...always, ...long] : always;
}
