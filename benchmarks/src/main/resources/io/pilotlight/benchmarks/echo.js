exports.echo = (event) => event;
