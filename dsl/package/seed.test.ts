import { loadPackage } from './load-package';
import type { PackageSeed } from './seed';

function seedOf(texts: Readonly<Record<string, string>>): PackageSeed {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return loadPackage('shop.gbai', { files, documents: [] }).seed;
}

it('cuts documents into passages of their collection', () => {
  const long = 'x'.repeat(1500);
  const { knowledge } = seedOf({
    'shop.gbkb/Product FAQ/a.md': `One.\r\n\r\nTwo.\n\n${long}`,
    'shop.gbkb/Product FAQ/b.html': '<style>p { }</style><p>Three</p>',
    'shop.gbkb/all.txt': 'Four\0',
  });
  expect(knowledge.name).toBe('package_knowledge');
  expect(knowledge.rows.map(({ id, data }) => [id, data['collection'], data['text']])).toEqual([
    ['shop/shop.gbkb/Product FAQ/a.md#1', 'productfaq', 'One.\n\nTwo.'],
    ['shop/shop.gbkb/Product FAQ/a.md#2', 'productfaq', 'x'.repeat(1000)],
    ['shop/shop.gbkb/Product FAQ/a.md#3', 'productfaq', 'x'.repeat(500)],
    ['shop/shop.gbkb/Product FAQ/b.html#1', 'productfaq', 'Three'],
    ['shop/shop.gbkb/all.txt#1', '', 'Four'],
  ]);
});

it('has attendants as a table of that name, and the texts of the drive', () => {
  const { tables, drive } = seedOf({
    'attendant.csv': 'id,name,status\n1,Ann,away\n2,Bob,\n',
    'x.gbdata/orders.csv': 'id\n7\n',
    'any.gbdrive/letters/hello.txt': 'Dear',
    'any.gbdrive/big.txt': 'x'.repeat(1_000_001),
  });
  expect(tables).toEqual([
    { name: 'orders', rows: [{ id: '7', data: { id: 7 } }] },
    {
      name: 'attendants',
      rows: [
        { id: '1', data: { id: 1, name: 'Ann', status: 'away' } },
        { id: '2', data: { id: 2, name: 'Bob', status: 'online' } },
      ],
    },
  ]);
  expect(drive).toEqual([{ path: 'letters/hello.txt', text: 'Dear' }]);
});
