import { setImmediate } from 'node:timers/promises';
import { firstFrame } from '../../interpreter/branch';
import { Run } from '../../interpreter/run/run';
import { CURRENT_FLAGS } from '../../plan/flags';
import type { Plan } from '../../plan/schema';
import type { BranchFrame, RunFrame, RunStart, StepMemory } from '../../plan/walk';
import { planOf } from '../../scripts/simulate/plan-of';
import { BEGINNING } from '../../simulation/simulate-run';
import { VirtualHost, type Command } from '../../simulation/virtual-host';

const MINUTE = 60_000;
const QUESTION: StepMemory = {
  phase: 'waiting',
  wait: { kind: 'reply', questionId: 'q', until: BEGINNING + MINUTE },
  data: { questionId: 'q' },
};
const APPROVAL: StepMemory = {
  phase: 'waiting',
  wait: { kind: 'approval', approvalId: 'a', until: BEGINNING + MINUTE },
  data: { approvalId: 'a' },
};

const waitingAt = (frame: BranchFrame, memory: StepMemory): BranchFrame => ({
  ...frame,
  levels: frame.levels.map((level) => ({ ...level, memory })),
});

/** A run that waits for somebody is frozen after ten seconds, for an hour. Gives its timers. */
async function frozen(
  plan: Plan,
  resume: Partial<RunFrame>,
  flags: readonly number[],
): Promise<readonly Command[]> {
  const host = new VirtualHost(BEGINNING, { begin: ignore, cancel: ignore }, () => false);
  const start: RunStart = {
    ...{ runId: 'run', workspaceId: 'w', frameVersion: 1, flags, seed: 7, input: {} },
    ...{ inputNames: [], planHash: 'p', historyLimit: 0 },
  };
  const frame: RunFrame = {
    main: firstFrame(plan, start),
    ...{ dispatches: 0, chain: 0, clock: BEGINNING, paused: false, inboxTaken: 0 },
    ...{ unusedRows: [], usedAhead: [], unrecorded: [], verdicts: 0 },
    ...resume,
  };
  const run = new Run({ ...start, resume: frame }, plan, host);
  void run.toEnd();
  await setImmediate();
  const command = async (number: number, subject: string, atMs: number): Promise<void> => {
    host.setTime(BEGINNING + atMs);
    run.inbox.receive([{ number, kind: 'control', subject, payload: { freeze: true } }]);
    host.wake();
    await setImmediate();
  };
  await command(1, 'pause', 10_000);
  await command(2, 'resume', 10_000 + 60 * MINUTE);
  return host.commands;
}

function ignore(): void {
  // nothing to do
}

const stopped = [
  { kind: 'timer', milliseconds: MINUTE },
  { kind: 'cancel' },
  { kind: 'timer', milliseconds: 50_000 },
];

it.each([
  ['HEAR answer TIMEOUT 60', QUESTION],
  ['HUMAN APPROVAL FROM "ann" TIMEOUT 60', APPROVAL],
])('the time of %s does not run while the run is frozen', async (text, memory) => {
  const plan = planOf(text);
  const main = waitingAt(firstFrame(plan, { seed: 7 }), memory);
  expect(await frozen(plan, { main }, CURRENT_FLAGS)).toMatchObject(stopped);
});

it.each([
  ['HEAR answer TIMEOUT 60', QUESTION],
  ['HUMAN APPROVAL FROM "ann" TIMEOUT 60', APPROVAL],
])('nor does that of %s in a handler', async (text, memory) => {
  const plan = planOf(`ON EVENT "e" DO\n ${text}\nEND ON\nWAIT FOR EVENT "never"`);
  const handler = plan.blocks['main']?.find(({ kind }) => kind === 'handler');
  const block = handler?.kind === 'handler' ? handler.block : '';
  const frame = waitingAt(
    { path: 'main/on[1]', levels: [{ block, index: 0 }], writes: {}, random: 1, spent: 0 },
    memory,
  );
  const running = { frame, base: {}, payload: {} };
  const handlers = { begun: 1, queue: [], running, writes: {}, undo: [] };
  expect(await frozen(plan, { handlers }, CURRENT_FLAGS)).toMatchObject(stopped);
});

it('leaves runs of before as they were: the time of HEAR went on', async () => {
  const plan = planOf('HEAR answer TIMEOUT 60');
  const main = waitingAt(firstFrame(plan, { seed: 7 }), QUESTION);
  expect(await frozen(plan, { main }, [1, 2, 3])).toMatchObject([
    { kind: 'timer', milliseconds: MINUTE },
  ]);
});
