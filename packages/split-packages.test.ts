import { splitPackages } from './split-packages';

function split(...paths: readonly string[]): readonly string[] {
  const files = paths.map((path) => ({ path, text: '' }));
  return splitPackages({ files, documents: [] }).map(
    ({ name, content }) => `${name ?? '-'}: ${content.files.map(({ path }) => path).join(' ')}`,
  );
}

it.each([
  [['shop.gbai/shop.bas', 'shop.gbai/a.gbot/config.csv'], ['shop: shop.bas a.gbot/config.csv']],
  [['repository-main/README.md', 'repository-main/sales/crm.gbai/a.bas'], ['crm: a.bas']],
  [
    ['a.gbai/a.bas', 'b.gbai/b.bas'],
    ['a: a.bas', 'b: b.bas'],
  ],
  [['shop/shop.bas', 'shop/bots/a.bas'], ['shop: shop.bas bots/a.bas']],
  [['shop.bas', 'bots/a.bas'], ['-: shop.bas bots/a.bas']],
  [['bots/a.bas'], ['-: bots/a.bas']],
  [['x.gbdialog/start.bas'], ['-: x.gbdialog/start.bas']],
  [['.gbai/a.bas'], ['-: a.bas']],
])('finds the packages of %j', (paths, expected) => {
  expect(split(...paths)).toEqual(expected);
});
