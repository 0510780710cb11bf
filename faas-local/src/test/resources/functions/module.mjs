export function hello(event) {
  return 'hello ' + event;
}
