import { callFunction } from './call-for-test';

it('prints rows as a workbook: a row of names, numbers as numbers, what XML reserves as entities', () => {
  const text = JSON.stringify(callFunction('excel', [{ a: 1, b: '<x> & "y"\u0001' }, { b: null }]))
    .replaceAll('\\"', '"')
    .replaceAll('\\n', '\n');
  expect(text).toContain('progid="Excel.Sheet"');
  expect(text.match(/<Row>.*<\/Row>/g)).toEqual([
    '<Row><Cell><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell></Row>',
    '<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="String">&lt;x&gt; &amp; &quot;y&quot;</Data></Cell></Row>',
    '<Row><Cell/><Cell/></Row>',
  ]);
});
