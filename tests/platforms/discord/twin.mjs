// Discord's stand-in with a control port. Prints one line of JSON once it listens; ends with its input.
import http from 'node:http';
import { DigitalDiscord } from 'discord-digital-twin';

const discord = new DigitalDiscord({
  guilds: [
    { name: 'First', channels: [{ name: 'general', type: 0 }] },
    { name: 'Second', channels: [{ name: 'general', type: 0 }] },
  ],
  users: [{ username: 'alice' }, { username: 'bob' }],
  botToken: process.env.TWIN_TOKEN,
  dbUrl: process.env.TWIN_DB,
});
await discord.start();
const people = await discord.prisma.user.findMany({ where: { bot: false }, orderBy: { id: 'asc' } });

const verbs = {
  slash: (given) => discord.simulateSlashCommand(given),
  click: (given) => discord.simulateButtonClick(given),
  submit: (given) => discord.simulateModalSubmit(given),
  raw: (given) => discord.simulateInteraction(given),
  say: (given) => discord.simulateUserMessage(given),
  messages: (given) => discord.channel(given.channelId).getMessages(),
  ack: (given) => discord.channel(given.channelId).waitForInteractionAck({ interactionId: given.interactionId, timeout: 10000 }),
  response: (given) => discord.channel(given.channelId).getInteractionResponse(given.interactionId),
  emit: (given) => discord.server.gateway.broadcast(given.event, given.body),
  permit: ({ guildId, userId, permissions }) => discord.prisma.guildMember.update({ where: { guildId_userId: { guildId, userId } }, data: { permissions } }),
  commands: () => discord.prisma.applicationCommand.findMany(),
};

const control = http.createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  response.setHeader('content-type', 'application/json');
  try {
    const said = await verbs[request.url.slice(1)](body ? JSON.parse(body) : {});
    response.end(JSON.stringify(said ?? null, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  } catch (error) {
    response.statusCode = 500;
    response.end(JSON.stringify({ error: String(error?.stack ?? error) }));
  }
});
control.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({
    rest: `${discord.restUrl}/v10`,
    gateway: discord.gatewayUrl,
    control: `http://127.0.0.1:${control.address().port}`,
    bot: discord.botUserId,
    guilds: discord.guildIds,
    people: people.map((person) => person.id),
  }));
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
