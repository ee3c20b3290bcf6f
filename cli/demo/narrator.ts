import { say, type Context } from '../context';

/** Tells the story of the demo. */
export interface Narrator {
  /** Begins a numbered part. */
  part(title: string): void;
  line(text: string): void;
  /** Something that was promised is so. */
  good(text: string): void;
  /** Something that was promised is not so. */
  bad(text: string): void;
  /** Something a person should look at. */
  notable(text: string): void;
  /** What is being waited for, on a terminal. */
  hint(text: string): void;
}

/** Stands before every line of a part. */
export const indent = '   ';

/** A narrator over the output of a command. */
export function createNarrator(context: Context): Narrator {
  const { paint, output } = context;
  let parts = 0;
  const line = (text: string): void => {
    say(context, text === '' ? '' : indent + text);
  };
  return {
    line,
    part: (title) => {
      parts += 1;
      say(context, '');
      say(context, `${paint('cyan', `${parts}.`)} ${paint('bold', title)}`);
    },
    good: (text) => {
      line(`${paint('green', '✓')} ${text}`);
    },
    bad: (text) => {
      line(`${paint('red', '✗')} ${text}`);
    },
    notable: (text) => {
      line(paint('yellow', text));
    },
    hint: (text) => {
      if (!context.json) output.hint(text === '' ? '' : indent + text);
    },
  };
}

/** The demo cannot go on, or what it promised is not so. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}
