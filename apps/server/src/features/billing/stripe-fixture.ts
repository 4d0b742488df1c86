import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An invoice as the server of this file keeps it. */
export interface FakeInvoice {
  readonly id: string;
  readonly customer: string;
  status: 'draft' | 'open' | 'paid' | 'void';
  readonly collectionMethod: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  lines: readonly { readonly amount: number; readonly description: string }[];
}

/** A server that answers as Stripe does, as far as this project asks it, and writes down what it was asked. */
export interface FakeStripe {
  readonly url: string;
  readonly invoices: Map<string, FakeInvoice>;
  readonly customers: Map<string, Record<string, string>>;
  /** What was asked, as `POST /v1/invoices`. */
  readonly requests: string[];
  /** Fails the next requests to a path: before they have an effect (500), or after it, with the connection cut. */
  fail(path: RegExp, times: number, when: 'before' | 'after'): void;
  close(): Promise<void>;
}

type Fields = Readonly<Record<string, string>>;
type Answer = { readonly status: number; readonly body: unknown };

/** Starts the server on a port of its own. */
export async function startFakeStripe(now: () => number): Promise<FakeStripe> {
  const invoices = new Map<string, FakeInvoice>();
  const customers = new Map<string, Record<string, string>>();
  const requests: string[] = [];
  const kept = new Map<string, Answer>();
  const failures: { path: RegExp; left: number; when: 'before' | 'after' }[] = [];
  let ids = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe.test');
    requests.push(`${request.method} ${pathname}`);
    const failure = failures.find(({ path, left }) => left > 0 && path.test(pathname));
    if (failure !== undefined) failure.left -= 1;
    const fields = Object.fromEntries(new URLSearchParams(await text(request)));
    if (failure?.when === 'before') return send(response, { status: 500, body: { error: { message: 'no' } } });
    const key = request.headers['idempotency-key'];
    const before = typeof key === 'string' ? kept.get(key) : undefined;
    const result = before ?? act(`${request.method} ${pathname}`, { ...Object.fromEntries(searchParams), ...fields });
    if (typeof key === 'string') kept.set(key, result);
    if (failure?.when === 'after') response.destroy();
    else send(response, result);
  }

  function act(target: string, fields: Fields): Answer {
    const [, id = ''] = /^\w+ \/v1\/(?:invoices|customers|setup_intents)\/(\w+)/.exec(target) ?? [];
    const invoice = invoices.get(id);
    if (target === 'POST /v1/customers') return found(addCustomer(fields));
    if (target === `POST /v1/customers/${id}`) return found({ id, ...Object.assign(customers.get(id) ?? {}, fields) });
    if (target === 'POST /v1/checkout/sessions') return found({ url: `https://checkout.test/${fields['customer']}` });
    if (target === `GET /v1/setup_intents/${id}`) return found({ id, payment_method: `pm_of_${id}` });
    if (target === 'POST /v1/invoices') return found(toWire(addInvoice(fields)));
    if (target === 'GET /v1/invoices') return found(toList(fields));
    if (invoice === undefined) return { status: 404, body: { error: { message: `no ${target}` } } };
    if (target.endsWith('/add_lines')) invoice.lines = [...invoice.lines, ...toLines(fields)];
    if (target.endsWith('/finalize')) invoice.status = 'open';
    if (target.endsWith('/void')) invoice.status = 'void';
    if (target.endsWith('/pay')) invoice.status = 'paid';
    if (target.startsWith('DELETE')) invoices.delete(id);
    return found(toWire(invoice));
  }

  function addCustomer(fields: Fields): object {
    const id = `cus_${(ids += 1)}`;
    customers.set(id, { ...fields });
    return { id, ...fields };
  }

  function addInvoice(fields: Fields): FakeInvoice {
    const invoice: FakeInvoice = {
      id: `in_${(ids += 1)}`,
      customer: fields['customer'] ?? '',
      status: 'draft',
      collectionMethod: fields['collection_method'] ?? '',
      metadata: { org_id: fields['metadata[org_id]'] ?? '', invoice_id: fields['metadata[invoice_id]'] ?? '' },
      created: Math.floor(now() / 1000),
      lines: [],
    };
    invoices.set(invoice.id, invoice);
    return invoice;
  }

  function toList(fields: Fields): object {
    const since = Number(fields['created[gte]'] ?? 0);
    const own = [...invoices.values()].filter(
      ({ customer, created }) => customer === fields['customer'] && created >= since,
    );
    return { object: 'list', data: own.map(toWire), has_more: false, url: '/v1/invoices' };
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    invoices,
    customers,
    requests,
    fail: (path, left, when) => void failures.push({ path, left, when }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function found(body: object): Answer {
  return { status: 200, body };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function toWire({ id, status, metadata, lines, customer }: FakeInvoice): object {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return { id, object: 'invoice', status, metadata, customer, total, lines: { object: 'list', data: lines } };
}

function toLines(fields: Fields): FakeInvoice['lines'] {
  const count = Object.keys(fields).filter((name) => /^lines\[\d+\]\[amount\]$/.test(name)).length;
  return Array.from({ length: count }, (_, at) => ({
    amount: Number(fields[`lines[${at}][amount]`]),
    description: fields[`lines[${at}][description]`] ?? '',
  }));
}
