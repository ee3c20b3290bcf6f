import type { LoadedPackage } from './load-package';
import { nameKey, scriptName } from './names';
import type { PackageScript } from './package-script';

/** A script that a run can be started from, called by the stem of its file. */
export interface LaunchableScript {
  readonly script: PackageScript;
  /** A workflow orchestrates; a dialog is any other script that is not below `bots/`. */
  readonly kind: 'workflow' | 'dialog';
}

/** The workflow that was meant; else the names to choose from, where that has to be said. */
export interface ChosenWorkflow {
  readonly script?: PackageScript;
  readonly several?: readonly string[];
}

/** Everything of a package that can be launched; what is launched without a name comes first. */
export function listLaunchable(loaded: LoadedPackage): readonly LaunchableScript[] {
  const all: readonly LaunchableScript[] = [
    ...loaded.workflows.map((script) => ({ script, kind: 'workflow' as const })),
    ...dialogsOf(loaded).map((script) => ({ script, kind: 'dialog' as const })),
  ];
  const first = chooseWorkflow(loaded, undefined).script;
  return [
    ...all.filter(({ script }) => script === first),
    ...all.filter(({ script }) => script !== first),
  ];
}

/**
 * Finds a workflow or dialog by its name without case, with or without folders and `.bas`. Without a name it
 * is the only workflow, or the namesake of the package; then the dialog that a conversation begins with.
 */
export function chooseWorkflow(loaded: LoadedPackage, wanted: string | undefined): ChosenWorkflow {
  const { workflows } = loaded;
  if (wanted !== undefined) return choice(findNamed([...workflows, ...dialogsOf(loaded)], wanted));
  const script =
    (workflows.length === 1 ? workflows[0] : findNamed(workflows, loaded.name)) ?? entryOf(loaded);
  if (script !== undefined) return { script };
  const names = (workflows.length > 0 ? workflows : dialogsOf(loaded)).map(({ name }) => name);
  return names.length === 0 ? {} : { several: names };
}

/** The dialog that the package names, else `start`, its namesake, or the only one. */
function entryOf(loaded: LoadedPackage): PackageScript | undefined {
  const { config, manifest, name, workflows } = loaded;
  const dialogs = dialogsOf(loaded);
  const named = [config.settings['start-dialog'], manifest.entryDialog, 'start', name]
    .flatMap((wish) => (wish === undefined ? [] : [findNamed(dialogs, wish)]))
    .find((script) => script !== undefined);
  return named ?? (dialogs.length === 1 && workflows.length === 0 ? dialogs[0] : undefined);
}

/** Scripts that do something when they are started; of two with one name the first. */
function dialogsOf({ workflows, scripts }: LoadedPackage): readonly PackageScript[] {
  const names = new Set(workflows.map(({ name }) => name.toLowerCase()));
  return scripts.filter(({ name, compiled }) => {
    const key = name.toLowerCase();
    if (names.has(key) || compiled.program.statements.every(({ kind }) => kind === 'table')) {
      return false;
    }
    names.add(key);
    return true;
  });
}

function findNamed(scripts: readonly PackageScript[], wanted: string): PackageScript | undefined {
  const stem = scriptName(wanted);
  const isExact = ({ name, path }: PackageScript): boolean =>
    name.toLowerCase() === stem.toLowerCase() || path.toLowerCase() === wanted.toLowerCase();
  const exact = scripts.find(isExact);
  return exact ?? scripts.find(({ name }) => nameKey(name) === nameKey(stem));
}

function choice(script: PackageScript | undefined): ChosenWorkflow {
  return script === undefined ? {} : { script };
}
