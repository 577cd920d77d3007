import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { idOf, readCommands, requestsOf } from './commands.ts';
import { parseReturnCsv } from './csv.ts';
import { decode } from './decode.ts';

const CSV = `form,TF01,
institution,BNK_JJB,
period,2024-12,
revision,1,
row,column,value
1.1,A,120.50
1.1,F,2
enterprise,column,rows
E001,F,1.1 1.2
E002,F,1.1
E002,G,1.2
`;

const RETURN = {
  institution: 'BNK_JJB',
  form: 'TF01',
  period: '2024-12',
  revision: 1,
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: [
    { table: 'MAIN', reported: true },
    { table: 'ANNEX', reported: true },
  ],
  cells: [
    { row: '1.1', column: 'A', value: '120.50' },
    { row: '1.1', column: 'F', value: '2' },
  ],
  borrowers: [
    { enterprise: 'E001', rows: { F: ['1.1', '1.2'] } },
    { enterprise: 'E002', rows: { F: ['1.1'], G: ['1.2'] } },
  ],
};

const CHINESE = `# 机构：BNK_JJB
# 报表：TF01
# 报告期：2024-12
# 版次：1
# 币种：人民币
# 单位：万元
# 填表人：张三

行,列,值
1.1,A,120.50
1.1,F,2

企业,列,行
E001,F,1.1；1.2
E002,F,1.1
E002,G,1.2
`;

/** GB18030 of the characters that occur here; Node encodes nothing but UTF-8. */
const GB18030: Record<string, number[]> = { 值: [0xd6, 0xb5], 行: [0xd0, 0xd0], 列: [0xc1, 0xd0] };
const gb = (text: string) =>
  Uint8Array.from([...text].flatMap((char) => GB18030[char] ?? [char.charCodeAt(0)]));

describe('a return in CSV', () => {
  it('is the return that its JSON is, in either language', () => {
    expect(parseReturnCsv(CSV)).toEqual(RETURN);
    expect(parseReturnCsv(CHINESE)).toEqual(RETURN);
    expect(parseReturnCsv(`\uFEFF${CSV.replaceAll('\n', '\r\n')}`)).toEqual(RETURN);
  });

  it('names what is missing or unknown', () => {
    expect(() => parseReturnCsv(CSV.replace('period,2024-12,\n', ''))).toThrow(
      /缺少表头项：报告期.*period/,
    );
    expect(() => parseReturnCsv(`colour,red\n${CSV}`)).toThrow(/line 1.*colour/);
    expect(() => parseReturnCsv(CSV.replace('revision,1', 'revision,first'))).toThrow(Failure);
    expect(() => parseReturnCsv(`${CSV}"open`)).toThrow(/line 12/);
  });

  it('has an area beside each cell, where the form is split by area', () => {
    const byArea = (head: string) => `form,TF02
institution,BNK_JJB
period,2024-12
revision,1
tables,MAIN
${head}
360402,1.1.1,D,800.00
360403,1.1.1,D,"400.00"
`;
    const cells = [
      { area: '360402', row: '1.1.1', column: 'D', value: '800.00' },
      { area: '360403', row: '1.1.1', column: 'D', value: '400.00' },
    ];
    for (const head of ['area,row,column,value', '区划,行,列,值']) {
      expect(parseReturnCsv(byArea(head)).cells).toEqual(cells);
    }
    const five = byArea('area,row,column,value').replace('"400.00"', '1,400.00');
    expect(() => parseReturnCsv(five)).toThrow(/line 8.*more than four columns/);
  });

  it('keeps a column of any name as a column', () => {
    const odd = `${CSV}E003,__proto__,1.1\nE003,constructor,1.1\n`;
    const { rows } = parseReturnCsv(odd).borrowers[2]!;
    expect(Object.entries(rows)).toEqual([
      ['__proto__', ['1.1']],
      ['constructor', ['1.1']],
    ]);
    expect(() => parseReturnCsv(`${odd}E003,__proto__,1.2\n`)).toThrow(/twice/);
  });

  it('takes no part of a number or of a list for the whole', () => {
    const cell = (text: string) => () => parseReturnCsv(CSV.replace('120.50', text));
    expect(cell('11,695.00')).toThrow(/line 6: more than three columns: 1\.1,A,11,695\.00/);
    expect(cell('"11,695.00"')().cells[0]?.value).toBe('11695.00');
    expect(cell('"11,69"')).toThrow(/line 6, C6 \(1\.1 × A\): 11,69 may be 1169 or 11\.69/);
    expect(cell('120.50,,')().cells[0]?.value).toBe('120.50');
    expect(() => parseReturnCsv(CSV.replace('1.1 1.2', '1.1,1.2'))).toThrow(/line 9/);
    expect(() => parseReturnCsv(`${CSV}E001,F,1.3\n`)).toThrow(/column F of E001 twice/);
  });

  it('says that the annex is reported where its header stands, borrowers or none', () => {
    const [main, annex] = CSV.split('enterprise');
    expect(parseReturnCsv(main!).tables.map(({ table }) => table)).toEqual(['MAIN']);
    const empty = `${main}enterprise${annex!.split('\n')[0]}\n`;
    expect(parseReturnCsv(empty)).toMatchObject({ tables: RETURN.tables, borrowers: [] });
  });

  it.each(['2024年13月', '2024-13', 'Dez-24', '２０２４-12'])('knows no period %s', (text) => {
    expect(() => parseReturnCsv(CSV.replace('2024-12', text))).toThrow(/period is written/);
  });

  it.each(['2024年12月', '2024/12/1', '2024/12', 'Dec-24', '45627', '202412'])(
    'knows the period of which a spreadsheet made %s',
    (text) => {
      expect(parseReturnCsv(CSV.replace('2024-12', text)).period).toBe('2024-12');
    },
  );

  it('takes the grid as it is printed, names behind codes, and numbers as a spreadsheet groups them', () => {
    const grid = `# 机构: BNK_JJB
# 报表: TF01
# 报告期: 2024-12
# 版次: 1
行,A 当年累放户数,F 信用余额,
1.1 科技型企业贷款,"1,120.50",2,
1.2 科技相关产业贷款,,—,
企业,列,行
E001,F,1.1 1.2
`;
    const cells = [
      { row: '1.1', column: 'A', value: '1120.50' },
      { row: '1.1', column: 'F', value: '2' },
    ];
    expect(parseReturnCsv(grid)).toMatchObject({ period: '2024-12', cells });
    expect(parseReturnCsv(grid).borrowers).toEqual([RETURN.borrowers[0]]);
    const split = grid.replace('"1,120.50",2', '1,120.50,');
    expect(() => parseReturnCsv(split)).toThrow(/line 6: more than four columns/);
  });

  it('takes that grid once for each area', () => {
    const grid = `# 机构: BNK_JJB
# 报表: TF02
# 报告期: 2024-12
# 版次: 1
区划,行,D 余额
360402 濂溪区,1.1 科技型企业贷款,800.00
360403 浔阳区,1.1 科技型企业贷款,
`;
    expect(parseReturnCsv(grid).cells).toEqual([
      { area: '360402', row: '1.1', column: 'D', value: '800.00' },
    ]);
  });

  it('leaves what rules judge to the rules', () => {
    const odd = parseReturnCsv(`${CSV.replace('form,TF01', 'unit,元\nform,TF01')}`);
    expect(odd.unit).toBe('YUAN');
  });
});

describe('the encoding of a file', () => {
  it('is UTF-8, with or without a mark, or GB18030', async () => {
    const text = '行,列,值';
    expect(await decode(new TextEncoder().encode(`\uFEFF${text}`))).toEqual({ text });
    expect(await decode(new TextEncoder().encode(text))).toEqual({ text });
    expect(await decode(gb(text))).toEqual({ text });
    await expect(decode(Uint8Array.from([0xff, 0xff]))).rejects.toThrow(Failure);
    const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]);
    await expect(decode(old)).rejects.toThrow(/workbook of the old kind/);
    const broken = new TextEncoder().encode('PK\u0003\u0004 and nothing more');
    await expect(decode(broken)).rejects.toThrow(/cannot be read/);
  });
});

describe('the commands in a file', () => {
  const read = (text: string, name: string) => readCommands({ text }, name);

  it('are a return, one command, a list, or a document with a list', () => {
    const draw = { type: 'banks.DrawLoan', body: { loan: 'L1' } };
    const command = { id: idOf(draw.type, draw.body), ...draw };
    const whole = {
      id: idOf('banks.SubmitReturn', RETURN),
      type: 'banks.SubmitReturn',
      body: RETURN,
    };
    expect(read(JSON.stringify(RETURN), 'a.json')).toEqual([whole]);
    expect(read(CSV, '-')).toEqual([whole]);
    expect(read(JSON.stringify(draw), '-')).toEqual([command]);
    expect(read(JSON.stringify([draw, draw]), 'x')).toEqual([command, command]);
    const dated = { ...draw, id: 'mine', knownAt: '2024-01-01T00:00:00Z' };
    expect(read(JSON.stringify({ commands: [dated] }), 'x')).toEqual([dated]);
  });

  it.each([
    '[]',
    '{"commands":[]}',
    '{"commands":[{"type":"banks.DrawLoan","body":{}}],"more":1}',
    '{"type":"banks.DrawLoan","body":{},"boby":{}}',
    '{"type":"banks.DrawLoan","body":{},"id":5}',
    '{"type":"banks.DrawLoan","body":{},"knownAt":1}',
    '[{"type":"banks.DrawLoan","body":{},"receivedAt":{}}]',
  ])('are sent as they stand there, or the file is refused: %s', (text) => {
    const refusal = (() => {
      try {
        return read(text, 'x.json');
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Failure);
    expect(refusal).toMatchObject({ exit: 2, fix: { zh: expect.any(String) } });
  });

  it('have ids that follow from the content, not from its spelling', () => {
    expect(idOf('t', { a: 1, b: '2' })).toBe(idOf('t', { b: '2', a: 1 }));
    expect(idOf('t', { a: 1 })).not.toBe(idOf('t', { a: 2 }));
    expect(idOf('t', { a: 1 })).not.toBe(idOf('u', { a: 1 }));
    expect(idOf('t', {})).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
  });

  it.each(['{', '[1]', '{"type":"banks.DrawLoan"}', 'null'])('are not %s', (text) => {
    expect(() => read(text, 'x.json')).toThrow(Failure);
  });

  it('go out in order, in requests of one service each', () => {
    const command = (type: string) => ({ id: type, type, body: {} });
    const types = ['banks.A', 'banks.B', 'programmes.C', 'banks.D'];
    expect(
      requestsOf(types.map(command)).map(({ service, commands }) => [service, commands.length]),
    ).toEqual([
      ['banks', 2],
      ['programmes', 1],
      ['banks', 1],
    ]);
    expect(requestsOf(Array(450).fill(command('banks.A'))).map((r) => r.commands.length)).toEqual([
      200, 200, 50,
    ]);
    expect(() => requestsOf([command('police.Arrest')])).toThrow(Failure);
  });
});
