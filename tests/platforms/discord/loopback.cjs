// Loaded before everything: whatever listens, listens on loopback.
const net = require('node:net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...others) {
  if (typeof first === 'object' && first !== null && first.path === undefined && first.fd === undefined) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...others);
  }
  if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    const done = others.find((one) => typeof one === 'function');
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...(done ? [done] : []));
  }
  return listen.call(this, first, ...others);
};
