import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BranchFrameSchema, RunFrameSchema } from '../../plan/frame-schema';
import { FRAME_VERSION, type BranchFrame, type RunStart } from '../../plan/walk';
import { listHistories, readHistory } from './histories';

const FILE = join(__dirname, '..', 'frames', `version-${FRAME_VERSION}.schema.json`);

it('the form of frames is that of their version: another form needs another version', () => {
  const schema = z.toJSONSchema(RunFrameSchema, { unrepresentable: 'any' });
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, JSON.stringify(schema));
  expect(JSON.parse(JSON.stringify(schema))).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});

interface Payloads {
  readonly payloads?: readonly { readonly data?: Uint8Array | null }[] | null;
}

function firstOf(payloads: Payloads | null | undefined): unknown {
  const data = payloads?.payloads?.[0]?.data;
  return data ? JSON.parse(Buffer.from(data).toString('utf8')) : undefined;
}

/** Frames that a recorded run has carried on, and that its activities were given and have returned. */
function framesOf(name: string): { readonly runs: unknown[]; readonly branches: unknown[] } {
  const runs: unknown[] = [];
  const branches: unknown[] = [];
  const take = (carried: Partial<RunStart> & { readonly frame?: unknown }): void => {
    if (carried.resume) runs.push(carried.resume);
    const { frame } = carried;
    if (frame && typeof frame === 'object' && 'main' in frame) runs.push(frame);
    else if (frame) branches.push(frame);
  };
  for (const event of readHistory(name).events ?? []) {
    const carried = [
      firstOf(event.workflowExecutionStartedEventAttributes?.input),
      firstOf(event.activityTaskScheduledEventAttributes?.input),
      firstOf(event.activityTaskCompletedEventAttributes?.result),
    ];
    for (const each of carried) if (each && typeof each === 'object') take(each);
  }
  return { runs, branches };
}

it('every frame of the recorded runs has that form', () => {
  const all = listHistories().map(framesOf);
  const runs = all.flatMap((each) => each.runs);
  const branches = all.flatMap((each) => each.branches);
  expect(runs.length).toBeGreaterThan(15);
  expect(branches.length).toBeGreaterThan(500);
  for (const frame of runs) expect(RunFrameSchema.parse(frame)).toEqual(frame);
  for (const frame of branches) expect(BranchFrameSchema.parse(frame)).toEqual(frame);
});

it('a frame with something that its version does not know is none', () => {
  const frame: BranchFrame = { path: 'main', levels: [], writes: {}, random: 1, spent: 0 };
  expect(BranchFrameSchema.safeParse(frame).success).toBe(true);
  expect(BranchFrameSchema.safeParse({ ...frame, more: 1 }).success).toBe(false);
});
