import { chooseWorkflow, listLaunchable, type ChosenWorkflow } from './launchable';
import { loadPackage, type LoadedPackage } from './load-package';

function load(texts: Readonly<Record<string, string>>): LoadedPackage {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return loadPackage('shop.gbai', { files, documents: [] });
}

const FLOW = 'ORCHESTRATE WORKFLOW "x"\nBOT "a" "b"';
const HELLO = 'TALK "hello"';

function choose(texts: Readonly<Record<string, string>>, wanted?: string): string {
  const { script, several }: ChosenWorkflow = chooseWorkflow(load(texts), wanted);
  return script?.path ?? `none${several === undefined ? '' : `, of ${several.join(' and ')}`}`;
}

const START = 'x.gbdialog/start.bas';

describe('what is launched without a name', () => {
  const start = { [START]: HELLO };
  const other = { 'x.gbdialog/other.bas': HELLO };
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the only workflow', { 'a.bas': FLOW, ...start }, 'a.bas'],
    ['the namesake', { 'a.bas': FLOW, 'Shop.bas': FLOW, ...start }, 'Shop.bas'],
    ['start, where no workflow is meant', { 'a.bas': FLOW, 'b.bas': FLOW, ...start }, START],
    ['start, where there is no workflow', { ...start, ...other }, START],
    ['the only dialog', other, 'x.gbdialog/other.bas'],
    [
      'what config.csv names',
      { ...start, ...other, 'x.gbot/config.csv': 'name,value\nStart Dialog,other.bas\n' },
      'x.gbdialog/other.bas',
    ],
    [
      'what config.json names',
      { ...other, 'default.gbdialog': HELLO, 'config.json': '{"entry_dialog":"default.gbdialog"}' },
      'default.gbdialog',
    ],
    ['the dialog with the name of the package', { ...other, 'shop.bas': HELLO }, 'shop.bas'],
    ['none of several', { 'a.bas': HELLO, 'b.bas': HELLO }, 'none, of a and b'],
    ['none of several workflows', { 'a.bas': FLOW, 'b.bas': FLOW, ...other }, 'none, of a and b'],
    ['no bot', { 'bots/a.bas': HELLO }, 'none'],
    ['no schema', { 'tables.bas': 'TABLE t\n  id number key\nEND TABLE' }, 'none'],
  ])('is %s', (_what, texts, expected) => {
    expect(choose(texts)).toBe(expected);
  });
});

it.each(['get-price', 'GET_PRICE.bas', '.gbdialog/tools/get-price.bas'])('finds %s', (name) => {
  expect(choose({ 'x.gbdialog/tools/get-price.bas': 'RETURN 1', 'a.bas': FLOW }, name)).toBe(
    'x.gbdialog/tools/get-price.bas',
  );
});

it('lists workflows and dialogs, first what is launched without a name', () => {
  const loaded = load({
    'a.bas': FLOW,
    'b.bas': FLOW,
    'bots/c.bas': HELLO,
    'x.gbdialog/start.bas': HELLO,
    'x.gbdialog/deep/start.bas': HELLO,
    'tables.bas': 'TABLE t\n  id number key\nEND TABLE',
  });
  expect(listLaunchable(loaded).map(({ kind, script }) => `${kind} ${script.path}`)).toEqual([
    'dialog x.gbdialog/deep/start.bas',
    'workflow a.bas',
    'workflow b.bas',
  ]);
});
