/** Where a command writes. Results go to standard output, narration to standard error. */
export interface Output {
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line about what is going on. */
  tell(line: string): void;
  /** True where colours help: a terminal, and nobody said NO_COLOR. */
  readonly colour: boolean;
}

/** The part of a stream that an output needs. */
export interface LineStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** The streams of a process. */
export interface Streams {
  readonly stdout: LineStream;
  readonly stderr: LineStream;
}

/** An output over two streams; colours follow the first one and NO_COLOR. */
export function createOutput(
  { stdout, stderr }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Output {
  const isForbidden = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    print: (line) => stdout.write(`${line}\n`),
    tell: (line) => stderr.write(`${line}\n`),
    colour: stdout.isTTY === true && !isForbidden,
  };
}
