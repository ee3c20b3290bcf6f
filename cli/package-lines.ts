import type { KeywordUse } from '../dsl/package/keyword-use';
import type { InputField } from '../plan/schema';
import type { CheckedPackage } from './check-sources';
import { plainText, type Paint } from './paint';

/** One part of a package: a title, and a line for each thing of it. */
interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

const TITLE_WIDTH = 14;

/** What a package brings, as a tree for people. Parts that it does not have are left out. */
export function packageLines(
  { folder, inventory }: CheckedPackage,
  paint: Paint,
): readonly string[] {
  const { version, description } = inventory;
  const about = [version, description].filter((one) => one !== null).join(' – ');
  const parts = partsOf(inventory).filter(({ lines }) => lines.length > 0);
  return [
    paint('bold', folder) + (about === '' ? '' : paint('dim', `  ${plainText(about)}`)),
    ...parts.flatMap((part, index) => partLines(part, index === parts.length - 1, paint)),
  ];
}

function partLines({ title, lines }: Part, isLast: boolean, paint: Paint): readonly string[] {
  return lines.map((line, index) => {
    const branch = index > 0 ? (isLast ? '   ' : '│  ') : isLast ? '└─ ' : '├─ ';
    const head = (index === 0 ? title : '').padEnd(TITLE_WIDTH);
    return `${paint('dim', branch)}${paint('cyan', head)}  ${plainText(line)}`;
  });
}

function partsOf(inventory: CheckedPackage['inventory']): readonly Part[] {
  const { files, events, knowledge, requirements: needs } = inventory;
  const list = (words: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`${words}${names.join(', ')}`];
  return [
    { title: 'files', lines: [`${count(files.scripts, 'script')}${drive(files.drive)}`] },
    {
      title: 'workflows',
      lines: inventory.workflows
        .filter(({ kind }) => kind === 'workflow')
        .map(({ name, parameters }) => name + signature(parameters)),
    },
    { title: 'dialogs', lines: list('', dialogNames(inventory)) },
    {
      title: 'tools',
      lines: inventory.tools.map(
        ({ name, parameters, description }) =>
          `${name}${signature(parameters)}${description === null ? '' : `  ${description}`}`,
      ),
    },
    { title: 'bots', lines: inventory.bots.map(({ name, kind }) => `${name} (${kind})`) },
    ...triggerParts(inventory),
    {
      title: 'events',
      lines: [...list('publishes ', events.published), ...list('waits for ', events.awaited)],
    },
    {
      title: 'tables',
      lines: inventory.tables.map(
        ({ name, columns, rows }) =>
          `${name} (${count(columns.length, 'column')}, ${rows === null ? 'declared' : count(rows, 'row')})`,
      ),
    },
    {
      title: 'knowledge',
      lines: knowledge.map(({ name, documents }) => `${name} (${count(documents, 'document')})`),
    },
    { title: 'connections', lines: list('', inventory.connections) },
    { title: 'settings', lines: list('', inventory.settings) },
    { title: 'attendants', lines: inventory.attendants > 0 ? [String(inventory.attendants)] : [] },
    {
      title: 'requires',
      lines: [
        ...list('bots ', needs.bots),
        ...list('tools ', needs.tools),
        ...list('knowledge ', needs.knowledgeBases),
      ],
    },
    ...keywordParts(inventory.keywords),
  ];
}

/** Dialogs that are not listed as tools anyway. */
function dialogNames({ workflows, tools }: CheckedPackage['inventory']): readonly string[] {
  const paths = new Set(tools.map(({ path }) => path));
  return workflows
    .filter(({ kind, path }) => kind === 'dialog' && !paths.has(path))
    .map(({ name }) => name);
}

function triggerParts(inventory: CheckedPackage['inventory']): readonly Part[] {
  return [
    {
      title: 'schedules',
      lines: inventory.schedules.map(
        ({ when, cron, script, job, path, line, registered }) =>
          `${when}${cron === null || cron === when ? '' : ` = ${cron}`} runs ${script}` +
          `${job === null ? '' : ` (${job})`}, said at ${registered} in ${path}:${line}`,
      ),
    },
    {
      title: 'triggers',
      lines: inventory.triggers.map(
        ({ kind, name, path, line }) =>
          `${kind} ${name}  ${path}${line === null ? '' : `:${line}`}`,
      ),
    },
  ];
}

function keywordParts(keywords: readonly KeywordUse[]): readonly Part[] {
  const of = (support: KeywordUse['support']): readonly KeywordUse[] =>
    keywords.filter((use) => use.support === support);
  const native = of('native').map(({ keyword, places }) => `${keyword} ×${places.length}`);
  return [
    { title: 'native', lines: native.length === 0 ? [] : [native.join(', ')] },
    {
      title: 'adapted',
      lines: of('adapted').map(
        ({ keyword, adapter, places }) => `${keyword} ×${places.length}: ${adapter ?? ''}`,
      ),
    },
    {
      title: 'not available',
      lines: of('notAvailable').map(
        ({ keyword, places }) =>
          `${keyword}: ${places.map(({ path, line }) => `${path}:${line}`).join(', ')}`,
      ),
    },
  ];
}

function signature(parameters: readonly InputField[]): string {
  if (parameters.length === 0) return '';
  const shown = parameters.map(
    ({ name, type, required }) => `${name}${required ? '' : '?'} ${type}`,
  );
  return `(${shown.join(', ')})`;
}

function drive(files: number): string {
  return files === 0 ? '' : `, ${count(files, 'file')} in the drive`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
