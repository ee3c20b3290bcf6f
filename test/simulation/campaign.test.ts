import { makeProgram } from '../../scripts/simulate/random-program';
import { runCampaign } from '../../scripts/simulate/campaign';
import { planOf } from '../../scripts/simulate/plan-of';
import { testSeed } from '../seed';

/** The short form of `npm run simulate`. */
const seed = testSeed();

describe('random programs under random faults', () => {
  it(`come to the same as without faults (seed ${seed})`, async () => {
    const { tally, finding } = await runCampaign(seed, 2000, () => undefined);
    expect(finding).toBeUndefined();
    expect(tally.kills).toBeGreaterThan(200);
    expect(tally.freezes).toBeGreaterThan(200);
    expect(tally.continuations).toBeGreaterThan(200);
    expect(tally.losses).toBeGreaterThan(100);
  }, 240_000);

  it('use every kind of step that a program can reach without a server', () => {
    const kinds = new Set<string>();
    for (let number = 0; number < 300; number += 1) {
      const program = makeProgram(number);
      for (const block of Object.values(planOf(program.text, program).blocks)) {
        for (const step of block) kinds.add(step.kind);
      }
    }
    const reached = [
      'approval',
      'assign',
      'bot',
      'call',
      'exit',
      'find',
      'for',
      'forEach',
      'getMemory',
    ];
    reached.push('if', 'parallel', 'publish', 'return', 'save', 'setMemory', 'talk', 'throw');
    reached.push(
      'update',
      'wait',
      'waitUntil',
      'waitEvent',
      'waitEvents',
      'append',
      'try',
      'forEachParallel',
      'graph',
      'onFailure',
      'http',
      'setting',
      'handler',
    );
    expect(reached.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
