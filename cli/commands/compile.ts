import type { Command } from 'commander';
import { compile } from '../../dsl/compile';
import { diagnosticToJson, formatDiagnostic } from '../../dsl/diagnostic';
import type { Context, Register } from '../context';
import { EXIT, UsageError, type ExitCode } from '../exit-codes';
import { readSources } from '../read-sources';

interface CompileFlags {
  readonly strict?: boolean;
}

/** `everstep compile`: the plan of a text. */
export const registerCompile: Register = (program, invoke) => {
  program
    .command('compile')
    .description('print the plan that a BASIC file compiles to')
    .argument('<file>', 'a .bas file')
    .option('--strict', 'a keyword that cannot run here is a mistake')
    .action((file: string, flags: CompileFlags, command: Command) =>
      invoke(command, (context) => compileFile(context, file, flags)),
    );
};

/**
 * Prints the plan as JSON and tells what there is to say about the text; exit code 1 when there is no plan.
 * With `--json` the document also has the places, the parameters and the diagnostics.
 */
export async function compileFile(
  { output, cwd, json }: Context,
  path: string,
  { strict = false }: CompileFlags,
): Promise<ExitCode> {
  const { files } = await readSources(cwd, path);
  const file = files.find((found) => found.path === path);
  if (file === undefined) throw new UsageError(`${path} is a folder; compile takes one file`);
  const compiled = compile({ file: file.path, text: file.text }, { strict });
  const { plan, places, parameters, diagnostics, source } = compiled;
  if (json) {
    const told = diagnostics.map((one) => diagnosticToJson(source, one));
    const document = { plan: plan ?? null, places, parameters, diagnostics: told };
    output.print(JSON.stringify(document, null, 2));
  } else {
    for (const one of diagnostics) output.tell(formatDiagnostic(source, one));
    if (plan !== undefined) output.print(JSON.stringify(plan, null, 2));
  }
  return plan === undefined ? EXIT.failed : EXIT.ok;
}
