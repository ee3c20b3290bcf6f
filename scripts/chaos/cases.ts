import type { Value, Variables } from '../../plan/value';

/** One kind of run that chaos starts: what it is given, and how people behave. */
export interface ChaosCase {
  readonly package: string;
  readonly name: string;
  readonly input: (ref: string) => Variables;
  /** What a person answers; undefined: nobody ever does, and the run is cancelled while it waits. */
  readonly decide: (asked: string) => boolean | undefined;
  /** Published from outside, twice with one id. */
  readonly events: (ref: string) => readonly { readonly name: string; readonly data: Value }[];
  /** How the run ends, so that a model that is wrong is found as well. */
  readonly status: string;
}

const ref = (value: string): Variables => ({ ref: value });
const packed: ChaosCase['events'] = (value) => [{ name: `packed-${value}`, data: { parcels: 2 } }];
const go: ChaosCase['events'] = (value) => [{ name: `go-${value}`, data: {} }];
const none: ChaosCase['events'] = () => [];
const always = (): boolean => true;
const complaint = 'It arrived late and broken.';

/** Every kind, in turn. */
export const CASES: readonly ChaosCase[] = [
  {
    package: 'customer-support',
    name: 'approved',
    input: () => ({ complaint, order_id: '1001' }),
    ...{ decide: always, events: none, status: 'completed' },
  },
  {
    package: 'order',
    name: 'approved',
    ...{ input: ref, decide: always, events: packed, status: 'completed' },
  },
  {
    package: 'rounds',
    name: 'mixed',
    input: ref,
    decide: (asked) => !asked.startsWith('round-2'),
    ...{ events: none, status: 'completed' },
  },
  {
    package: 'tasks',
    name: 'in order',
    ...{ input: ref, decide: always, events: go, status: 'completed' },
  },
  {
    package: 'customer-support',
    name: 'rejected',
    input: () => ({ complaint, order_id: '1004' }),
    ...{ decide: () => false, events: none, status: 'rejected' },
  },
  {
    package: 'order',
    name: 'rejected',
    ...{ input: ref, decide: () => false, events: packed, status: 'rejected' },
  },
  {
    package: 'order',
    name: 'cancelled',
    ...{ input: ref, decide: () => undefined, events: none, status: 'cancelled' },
  },
  {
    package: 'tasks',
    name: 'failing',
    input: (value) => ({ ref: value, fails: true }),
    ...{ decide: always, events: go, status: 'failed' },
  },
  {
    package: 'customer-support',
    name: 'small',
    input: () => ({ complaint, order_id: '1002' }),
    ...{ decide: always, events: none, status: 'completed' },
  },
];
