import {
  loadPackage as load,
  packageName,
  type LoadedPackage,
  type PackageFile,
} from './load-package';

const file = (path: string, text: string): { path: string; text: string } => ({ path, text });

const loadPackage = (name: string, files: readonly PackageFile[]): LoadedPackage =>
  load(name, { files, documents: [] });

describe('loading a package', () => {
  const loaded = loadPackage('shop.gbai', [
    file('shop.gbai/shop.bas', 'ORCHESTRATE WORKFLOW "shop"\nBOT "sorter" "x"'),
    file('shop.gbai/bots/Sorter.bas', 'RETURN 1'),
    file('shop.gbai/other.gbdialog/deep/start.bas', 'TALK "hello"'),
    file('shop.gbai/any.gbdata/orders.csv', 'id,note,total,ok\n1,"a, b",2.50,true\n007,,x,false\n'),
    file(
      'shop.gbai/x.gbot/config.csv',
      'name,value\n# comment\n,\nbot-carrier-url, http://127.0.0.1/q?a=1,2 \nparam-limit,5\nparam-host,a.b\n',
    ),
    file('shop.gbai/notes/readme.bas', 'not a script'),
    file('shop.gbai/README.md', 'text'),
  ]);

  it('tells workflows, bots and other scripts apart', () => {
    expect(loaded.name).toBe('shop');
    expect(loaded.workflows.map((script) => script.name)).toEqual(['shop']);
    expect(loaded.bots.map((script) => script.name)).toEqual(['Sorter']);
    expect(loaded.scripts.map((script) => script.path)).toEqual(['other.gbdialog/deep/start.bas']);
    expect(loaded.problems).toEqual([]);
  });

  it('reads tables, numbers as numbers', () => {
    expect(loaded.tables).toEqual([
      {
        name: 'orders',
        path: 'any.gbdata/orders.csv',
        columns: ['id', 'note', 'total', 'ok'],
        rows: [
          { id: 1, note: 'a, b', total: 2.5, ok: true },
          { id: '007', note: null, total: 'x', ok: false },
        ],
      },
    ]);
  });

  it('reads the configuration', () => {
    expect(loaded.config.bots).toEqual({ carrier: 'http://127.0.0.1/q?a=1,2' });
    expect(loaded.config.parameters).toEqual({ limit: 5, host: 'a.b' });
  });

  it('finds workflows by what they do', () => {
    const { workflows } = loadPackage('p', [
      file('a.bas', 'PUBLISH EVENT "x"'),
      file('b.bas', 'IF WAIT FOR EVENT "x" TIMEOUT 5 THEN TALK "y"'),
      file('c.bas', 'ON EVENT "x" DO\nEND ON'),
      file('d.bas', 'BOT SHARE MEMORY "k" WITH "b"'),
      file('e.bas', 'TALK "x"'),
    ]);
    expect(workflows.map((script) => script.name)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('tells of tables that cannot be read and of names that are used twice', () => {
    const { problems, tables } = loadPackage('p', [
      file('x.gbdata/a.csv', 'a,__proto__\n1,2'),
      file('x.gbdata/b.csv', 'a\n"open'),
      file('bots/one.bas', ''),
      file('bots/deep/ONE.bas', ''),
    ]);
    expect(tables).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([
      'PACKAGE_TWICE',
      'PACKAGE_CSV',
      'PACKAGE_CSV',
    ]);
  });

  it('names a package after its folder', () => {
    expect(packageName('/a/b/shop.gbai/')).toBe('shop');
    expect(packageName('shop')).toBe('shop');
  });
});
