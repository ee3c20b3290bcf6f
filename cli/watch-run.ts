import type { RunView, WireEvent } from '../plan/messages';
import { createPaint } from './paint';
import { say, type Context } from './context';
import { eventLine, type StepNames } from './event-line';
import { followRun } from './follow-run';
import type { ApiAddress } from './client';

/** How long a "begun" waits for the "done" that makes it superfluous. */
const holdMs = 150;

/** What a caller wants to hear of a run. */
export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Hears each event after its line is written. */
  readonly onEvent?: (event: WireEvent) => void;
  /** Stands before each line. */
  readonly indent?: string;
}

/** Writes a line for each event of a run until its last one. */
export async function watchRun(
  context: Context,
  address: ApiAddress,
  { id, tasks }: Pick<RunView, 'id' | 'tasks'>,
  { signal, onEvent, indent = '' }: WatchOptions = {},
): Promise<void> {
  const printer = createEventPrinter(context, indent, namesOf(tasks));
  try {
    for await (const event of followRun(address, id, signal === undefined ? {} : { signal })) {
      printer.print(event);
      onEvent?.(event);
    }
  } finally {
    printer.flush();
  }
}

/** Prints events; the beginning of a task is left out where its end comes at once. */
interface EventPrinter {
  print(event: WireEvent): void;
  flush(): void;
}

function namesOf(tasks: RunView['tasks']): StepNames {
  return new Map(tasks.map(({ id, description }) => [id, description]));
}

function createEventPrinter(context: Context, indent: string, names: StepNames): EventPrinter {
  const paint = context.json ? createPaint({ colour: false }) : context.paint;
  let held: WireEvent | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = (event: WireEvent | undefined): void => {
    const line = event && eventLine(event, paint, names);
    if (line !== undefined) say(context, indent + line);
  };
  const flush = (): void => {
    clearTimeout(timer);
    const waiting = held;
    held = undefined;
    write(waiting);
  };
  return {
    flush,
    print(event) {
      if (isEndOf(held, event)) held = undefined;
      flush();
      if (event.type === 'workflow:task_started') {
        held = event;
        timer = setTimeout(flush, holdMs);
      } else {
        write(event);
      }
    },
  };
}

function isEndOf(begun: WireEvent | undefined, event: WireEvent): boolean {
  return begun?.stepId === event.stepId && event.type !== 'workflow:task_started';
}
