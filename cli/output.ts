/** Where a command writes. Results go to standard output, narration to standard error. */
export interface Output {
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line about what is going on. */
  tell(line: string): void;
  /** Shows a line until the next one is written or it is emptied; nothing where there is no terminal. */
  hint(line: string): void;
  /** True where colours help: a terminal, and nobody said NO_COLOR. */
  readonly colour: boolean;
  /** How wide a line may be to fit; 120 where nobody knows. */
  readonly columns: number;
}

/** The part of a stream that an output needs. */
export interface LineStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The streams of a process. */
export interface Streams {
  readonly stdout: LineStream;
  readonly stderr: LineStream;
}

const clearLine = '\r\u001b[2K';

/** An output over two streams; colours follow the first one and NO_COLOR. */
export function createOutput(
  { stdout, stderr }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Output {
  const isPlain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const canRewrite = stdout.isTTY === true && env['TERM'] !== 'dumb';
  // A terminal that does not know its size says 0.
  const width = (): number => (stdout.columns ?? 0) || 120;
  let hinted = false;
  const clear = (): void => {
    if (hinted) stdout.write(clearLine);
    hinted = false;
  };
  return {
    print: (line) => {
      clear();
      stdout.write(`${line}\n`);
    },
    tell: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    hint: (line) => {
      clear();
      if (!canRewrite || line === '') return;
      // A line that wraps could not be taken back.
      stdout.write(line.slice(0, width() - 1));
      hinted = true;
    },
    colour: stdout.isTTY === true && !isPlain,
    get columns() {
      return width();
    },
  };
}
