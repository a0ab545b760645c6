// A Whyspec program of long ago: it speaks LSP and knows none of the requests of protocol.md.
if (process.argv.includes('--version')) {
  console.log(`whyspec ${process.env.WHYSPEC_PRETEND ?? '0.1.0'}`);
} else if (process.argv.includes('lsp')) {
  let bytes = Buffer.alloc(0);
  process.stdin.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(bytes.toString('utf8', 0, end))?.[1]);
      if (bytes.length < end + 4 + length) return;
      answer(JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length)));
      bytes = bytes.subarray(end + 4 + length);
    }
  });
  process.stdin.on('end', () => process.exit(0));
}

function answer({ id, method }) {
  if (method === 'exit') process.exit(0);
  if (id === undefined || method === undefined) return;
  const known = { initialize: { capabilities: { textDocumentSync: 1 } }, shutdown: null };
  const body = method in known ? { result: known[method] } : { error: { code: -32601, message: `unknown: ${method}` } };
  const text = JSON.stringify({ jsonrpc: '2.0', id, ...body });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}
