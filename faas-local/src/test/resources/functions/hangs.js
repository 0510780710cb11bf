console.log('started', process.pid);
for (;;);
