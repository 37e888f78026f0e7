// Azurite's table service, alive exactly as long as the host holds our standard input open. A host that is killed cannot stop us,
// but its end of the pipe closes all the same: then we save and go.
'use strict';

const net = require('node:net');
const Loki = require('lokijs');

// Azurite saves every five seconds; a power cut must not take back what the inbox already shows.
const autosaveMilliseconds = 250;
const autosaveEnable = Loki.prototype.autosaveEnable;
Loki.prototype.autosaveEnable = function (options, callback) {
  this.autosaveInterval = autosaveMilliseconds;
  return autosaveEnable.call(this, options, callback);
};

// The port of our choice may be 0: say which one it became.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...where) {
  this.once('listening', () => console.log(`port ${this.address().port}`));
  return listen.apply(this, where);
};

// Ctrl-C reaches the whole terminal group; the host still needs its tables to finish what it was doing.
const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

// Nobody may be reading any more when we say goodbye.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.stdin.resume();
process.stdin.on('close', () => {
  process.emit('message', 'shutdown');
  setTimeout(() => process.exit(1), 8000).unref();
});

require('azurite/dist/src/table/main.js');
