import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  query: string;
  variables: { representations?: { __typename: string; code: string }[] };
}
export type Write = (response: ServerResponse, asked: Asked) => void;

interface Pulse {
  cut?: () => number | null;
}

/** A server in the place of a service: its pulse is well, and to GraphQL it answers what a test wants. */
export async function openStranger({ cut = () => Date.now() * 1000 }: Pulse = {}) {
  let write: Write = () => {};
  let asked = 0;
  let isMute = false;
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url === '/cut/stream') {
      if (isMute) return; // it hangs
      streams.add(response);
      const tell = () => response.write(`${JSON.stringify({ cut: cut() })}\n`);
      tell();
      const timer = setInterval(tell, 500);
      response.on('close', () => {
        clearInterval(timer);
        streams.delete(response);
      });
      return;
    }
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked += 1;
      write(response, JSON.parse(body) as Asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer(next: Write) {
      write = next;
      asked = 0;
    },
    asked: () => asked,
    /** Whether its pulse can be heard. */
    mute(is: boolean) {
      isMute = is;
      for (const stream of streams) stream.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The text as it is, with a status and headers. */
export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Write =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** The same of a value. */
export const json =
  (body: unknown): Write =>
  (response, asked) =>
    text(JSON.stringify(body))(response, asked);

/** Answers that are none at all: nothing of them can be read. */
export const UNREADABLE: Readonly<Record<string, Write>> = {
  HTML: text('<html><body>502 Bad Gateway</body></html>', 502, { 'content-type': 'text/html' }),
  'HTML with the status of success': text('<html></html>', 200, { 'content-type': 'text/html' }),
  'nothing at all': text(''),
  'JSON that ends too early': text('{"data":{"allLoans":[{"id":"BNK'),
  'JSON that goes on': text('{"data":{"allLoans":[]}} {"data":'),
  'a byte order mark': text('\ufeff{"data":{"allLoans":[]}}'),
  'less than its content-length says': (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"data":{"allLoans":[]}}');
    response.socket!.end();
  },
  'more than its content-length says': (response) => {
    response.socket!.end(
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{"data":{"allLoans":[{"id":"BNK_A/1"}]}}',
    );
  },
  'no HTTP': (response) => void response.socket!.end('220 ready for mail\r\n'),
  'a redirect': text('', 302, { location: 'http://127.0.0.1:1/' }),
  'a redirect with JSON': text('{"data":{"allLoans":[]}}', 307, {
    location: 'http://127.0.0.1:1/',
  }),
  '204': (response) => void response.writeHead(204).end(),
  'data with status 500': text('{"data":{"allLoans":[]}}', 500),
  'an object of something else with status 500': text('{"error":"no"}', 500),
  'an empty object': text('{}'),
  'a list': text('[]'),
  'a batch': text('[{"data":{"allLoans":[]}}]'),
  null: text('null'),
  'a text': text('"text"'),
  'a number': text('7'),
  NaN: text('{"data":{"allLoans":NaN}}'),
  'gzip that is announced and is not there': text('gzip', 200, { 'content-encoding': 'gzip' }),
  'bytes that are no UTF-8': (response) =>
    void response.end(Buffer.from('{"data":{"allLoans":[\xff\xfe', 'latin1')),
  'a connection that breaks at once': (response) => void response.socket!.destroy(),
  'a connection that breaks in the middle': (response) => {
    response.writeHead(200).write('{"data":{');
    setTimeout(() => response.socket!.destroy(), 20);
  },
  'a connection that is reset': (response) => {
    response.writeHead(200).write('{"data":{');
    setTimeout(() => response.socket!.resetAndDestroy(), 20);
  },
};

/** Answers that do not end. */
export const ENDLESS: Readonly<Record<string, Write>> = {
  'no word': () => {},
  'headers alone': (response) => response.writeHead(200).flushHeaders(),
  'half of a promised length': (response) => {
    response.writeHead(200, { 'content-length': '40' }).write('{"data":');
  },
  'pieces of nothing, for ever': (response) => drip(response, 20, ' '),
  'a letter now and then': (response) => drip(response, 300, '{'),
};

function drip(response: ServerResponse, ms: number, piece: string): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(piece), ms);
  response.on('close', () => clearInterval(timer));
}

/** Answers of GraphQL whose `data` is no object, and which say no more. */
export const WITHOUT_DATA: Readonly<Record<string, unknown>> = {
  'data: null': { data: null },
  'data: a list': { data: [] },
  'data: a text': { data: 'text' },
  'data: an empty object': { data: {} },
  'data: other names': { data: { allLoan: [], _entity: [] } },
  'errors: an empty list': { errors: [] },
  'errors: null': { data: null, errors: null },
  'a name that objects have': { data: { toString: [], constructor: 1 } },
};

/** What stands for errors and says nothing that could be handed on; with the code that is told instead. */
export const BAD_ERRORS: Readonly<Record<string, [errors: unknown, code: string]>> = {
  'a text': ['no', 'BAD_ANSWER'],
  'an object': [{ message: 'no' }, 'BAD_ANSWER'],
  true: [true, 'BAD_ANSWER'],
  null: [[null], 'BAD_ANSWER'],
  texts: [['no'], 'BAD_ANSWER'],
  lists: [[[]], 'BAD_ANSWER'],
  'objects without a message': [[{}], 'INTERNAL'],
  'a message that is no text': [[{ message: 7 }], 'INTERNAL'],
  'extensions that are a text': [[{ message: 'no', extensions: 'x' }], 'INTERNAL'],
  'extensions that are null': [[{ message: 'no', extensions: null }], 'INTERNAL'],
  'extensions that are a list': [[{ message: 'no', extensions: [1] }], 'INTERNAL'],
  'a code that is no text': [[{ message: 'no', extensions: { code: {} } }], 'INTERNAL'],
  'a code that nobody knows': [[{ message: 'no', extensions: { code: 'NO' } }], 'INTERNAL'],
  'a path that is a text': [[forbidden('allLoans')], 'FORBIDDEN'],
  'an empty path': [[forbidden([])], 'FORBIDDEN'],
  'a path of objects': [[forbidden([{}])], 'FORBIDDEN'],
  'a path that leads nowhere': [[forbidden(['nowhere', 7])], 'FORBIDDEN'],
  'a path with numbers that are none': [
    [forbidden(['_entities', -1]), forbidden([0.5])],
    'FORBIDDEN',
  ],
  'headers and a status of its own': [
    [{ message: 'no', extensions: { code: 'FORBIDDEN', http: { status: 999, headers: 7 } } }],
    'FORBIDDEN',
  ],
  'texts that are none': [
    [{ message: 'no', extensions: { code: 'FORBIDDEN', text: 7, fix: [], issues: 'x' } }],
    'FORBIDDEN',
  ],
};

function forbidden(path: unknown): object {
  return { message: 'no', path, extensions: { code: 'FORBIDDEN' } };
}
