#!/usr/bin/env node
/* Written so that a Node of many years ago can parse it and say what is wrong: no static import, no newer syntax. */
var version = process.versions.node.split('.');
var major = Number(version[0]);
if (major > 22 || (major === 22 && Number(version[1]) >= 19)) {
  void import('./main.ts').then(function (module) {
    return module.main();
  });
} else {
  process.stderr.write(
    'prestage needs Node 22.19 or newer; this is Node ' +
      process.versions.node +
      '.\nInstall a newer one from https://nodejs.org and start prestage again.\n',
  );
  process.exitCode = 3;
}
