describe('a suite whose extension host is killed', () => {
  it('never comes back', () => process.kill(process.pid, 'SIGKILL'));
});
