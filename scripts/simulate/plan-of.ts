import { compile } from '../../dsl/compile';
import { linkPlan } from '../../dsl/link';
import { pinPlan, type PinnedPlan } from '../../plan/pinned-plan';

/** What a test writes: a workflow in BASIC, scripts of bots by name, addresses of bots over HTTP by name. */
export interface PlanSources {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly http?: Readonly<Record<string, string>>;
  /** Files that CALL can name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Compiles and links a text of a test; any mistake in it fails the test. */
export function planOf(
  text: string,
  { scripts = {}, http = {}, files = {} }: PlanSources = {},
): PinnedPlan {
  const compiled = compileOrThrow('main.bas', text);
  const bots = Object.entries(scripts).map(([name, script]) => ({
    name,
    compiled: compileOrThrow(`bots/${name}.bas`, script),
    version: '1',
  }));
  const registry = Object.entries(http).map(
    ([name, url]) => [name, { url, version: '1' }] as const,
  );
  const { plan, places } = linkPlan(compiled, bots, new Map(registry), {
    files: Object.entries(files).map(([name, source]) => ({
      name,
      compiled: compileOrThrow(name, source),
    })),
  });
  return pinPlan(plan, places);
}

function compileOrThrow(file: string, text: string): ReturnType<typeof compile> {
  const compiled = compile({ file, text });
  const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`);
  return compiled;
}
