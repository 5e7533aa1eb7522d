package dev.crossfade.proxy.mysql.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel does everything at once
class CompressionTest {
    private final List<Throwable> failures = new ArrayList<>();
    private int largestPiece;
    private final ByteBuf received = Unpooled.buffer();
    private final EmbeddedChannel channel = new EmbeddedChannel(new Compression(), new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf piece = (ByteBuf) message;
            largestPiece = Math.max(largestPiece, piece.readableBytes());
            received.writeBytes(piece);
            piece.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failures.add(cause);
        }
    });

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] frame(int number, byte[] payload, int before) {
        ByteBuf out = Unpooled.buffer();
        out.writeMediumLE(payload.length).writeByte(number).writeMediumLE(before);
        out.writeBytes(payload);
        return bytes(out);
    }

    /** As much as a compressed packet may hold, of one packet, nearly all zeros. */
    private static byte[] full() {
        byte[] bytes = new byte[0xff_ffff];
        Unpooled.wrappedBuffer(bytes).setMediumLE(0, bytes.length - PacketFramer.HEADER_BYTES);
        return bytes;
    }

    private static byte[] packed(int number, byte[] bytes) {
        return frame(number, deflated(bytes), bytes.length);
    }

    private static byte[] packet(int number, int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        return bytes(Unpooled.buffer().writeMediumLE(length).writeByte(number).writeBytes(body));
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void comes(byte[] bytes) {
        channel.writeOneInbound(Unpooled.copiedBuffer(bytes));
    }

    private byte[] came() {
        byte[] bytes = new byte[received.readableBytes()];
        received.readBytes(bytes);
        return bytes;
    }

    /** What was sent, unpacked; the packets' numbers are looked at. */
    private byte[] sent(int firstNumber) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int number = firstNumber;
        ByteBuf frame;
        while ((frame = channel.readOutbound()) != null) {
            if (frame.isReadable()) {
                int length = frame.readUnsignedMediumLE();
                assertThat(frame.readUnsignedByte()).isEqualTo((short) (number++ & 0xff));
                int before = frame.readUnsignedMediumLE();
                assertThat(frame.readableBytes()).isEqualTo(length);
                byte[] payload = bytes(frame);
                if (before == 0) {
                    out.writeBytes(payload);
                } else {
                    byte[] unpacked = new byte[before];
                    Inflater inflater = new Inflater();
                    inflater.setInput(payload);
                    assertThat(inflater.inflate(unpacked)).isEqualTo(before);
                    inflater.end();
                    assertThat(length).isLessThan(before);
                    out.writeBytes(unpacked);
                }
            } else {
                frame.release();
            }
        }
        return out.toByteArray();
    }

    @Test
    void takesOutTheSameHoweverItIsCut() {
        byte[] one = packet(0, 3);
        byte[] two = join(packet(0, 120), packet(1, 0), packet(2, 300));
        byte[] stream = join(frame(0, one, 0), packed(0, two), frame(1, new byte[0], 0), packed(2, packet(3, 60)));
        byte[] wanted = join(one, two, packet(3, 60));
        for (int cut = 0; cut <= stream.length; cut++) {
            comes(Arrays.copyOf(stream, cut));
            comes(Arrays.copyOfRange(stream, cut, stream.length));
            assertThat(came()).as("cut at %d", cut).isEqualTo(wanted);
        }
        for (byte single : stream) {
            comes(new byte[] {single});
        }
        assertThat(came()).isEqualTo(wanted);
        assertThat(failures).isEmpty();
    }

    @Test
    void aPacketOf16MiBComesInPieces() {
        byte[] zeros = full();
        comes(packed(0, zeros));
        assertThat(received.readableBytes()).isEqualTo(zeros.length);
        assertThat(largestPiece).isEqualTo(CompressedInput.PIECE_BYTES);
    }

    @Test
    void fewBytesThatAreManyStayFewWhileNothingIsToBeRead() {
        byte[] bomb = packed(0, full());
        channel.config().setAutoRead(false);
        for (int i = 0; i < 4; i++) {
            comes(bomb);
        }
        assertThat(received.readableBytes()).isZero();
        channel.config().setAutoRead(true);
        channel.runPendingTasks();
        assertThat(received.readableBytes()).isEqualTo(4 * 0xff_ffff);
    }

    @Test
    void whoeverHasEnoughStopsInTheMiddle() {
        channel.pipeline().addBefore(channel.pipeline().lastContext().name(), null, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                ctx.channel().config().setAutoRead(false);
                ctx.fireChannelRead(message);
            }
        });
        byte[] packet = packet(0, 50_000);
        comes(packed(0, packet));
        for (int piece = 1; piece <= 3; piece++) {
            assertThat(received.readableBytes()).isEqualTo(piece * CompressedInput.PIECE_BYTES);
            channel.config().setAutoRead(true);
            channel.runPendingTasks();
        }
        assertThat(came()).isEqualTo(packet);
    }

    @Test
    void refusesWhatIsNotWhatItClaims() {
        byte[] bytes = packet(0, 5_000);
        byte[] good = deflated(bytes);
        byte[] broken = good.clone();
        broken[broken.length - 1]++;
        List<byte[]> bad = List.of(
                frame(0, good, bytes.length - 1),
                frame(0, good, bytes.length + 1),
                frame(0, good, 1),
                frame(0, Arrays.copyOf(good, good.length - 1), bytes.length),
                frame(0, join(good, new byte[1]), bytes.length),
                frame(0, broken, bytes.length),
                frame(0, new byte[0], 5),
                frame(0, new byte[] {0x78, (byte) 0xbb, 0, 0, 0, 1}, 5), // wants a dictionary
                frame(0, new byte[] {1, 2, 3}, 0xff_ffff));
        for (byte[] one : bad) {
            CompressionTest fresh = new CompressionTest();
            fresh.comes(join(one, packed(0, bytes)));
            assertThat(fresh.failures)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PacketException.class,
                            e -> assertThat(e.error().code()).isEqualTo(PacketException.ER_NET_UNCOMPRESS_ERROR));
            ByteBuf late = Unpooled.copiedBuffer(packed(0, bytes));
            fresh.channel.writeOneInbound(late);
            assertThat(late.refCnt()).isZero();
            assertThat(fresh.received.readableBytes()).isLessThanOrEqualTo(bytes.length + 1);
            fresh.end();
        }
    }

    @Test
    void anyBytesAreRefusedOrTaken() {
        Random random = new Random(4711);
        for (int round = 0; round < 2_000; round++) {
            CompressionTest fresh = new CompressionTest();
            byte[] stream = join(packed(0, packet(0, random.nextInt(400))), packed(1, packet(1, random.nextInt(400))));
            for (int i = random.nextInt(4); i >= 0; i--) {
                stream[random.nextInt(stream.length)] = (byte) random.nextInt();
            }
            fresh.comes(stream);
            assertThat(fresh.failures).allMatch(PacketException.class::isInstance);
            fresh.end();
        }
    }

    @Test
    void packsWhatIsWrittenUntilAFlush() throws Exception {
        comes(packed(0, packet(0, 80)));
        byte[] one = packet(1, 20);
        byte[] two = join(packet(2, 10), new byte[4 + 200]);
        channel.write(Unpooled.copiedBuffer(one), channel.voidPromise());
        channel.write(Unpooled.copiedBuffer(two), channel.voidPromise());
        assertThat(channel.outboundMessages()).isEmpty();
        channel.flush();
        assertThat(sent(1)).isEqualTo(join(one, two));
    }

    @Test
    void longAnswersGoOutAsTheyCome() throws Exception {
        comes(packed(0, packet(0, 80)));
        byte[] noise = packet(1, 3_000_000);
        channel.write(Unpooled.copiedBuffer(noise), channel.voidPromise());
        byte[] zeros = packed(0, full());
        ChannelFuture written = channel.writeAndFlush(Unpooled.copiedBuffer(zeros));
        assertThat(written.isSuccess()).isTrue();
        assertThat(sent(1)).isEqualTo(join(noise, zeros));
    }

    /** As servers do: each answer in compressed packets of its own, which begin with 1. */
    @Test
    void answersToCommandsThatCameTogetherAreNumberedAnew() throws Exception {
        comes(join(frame(0, packet(0, 9), 0), frame(0, packet(0, 8), 0), frame(0, packet(0, 7), 0)));
        byte[] one = join(packet(1, 30), packet(2, 40_000));
        byte[] two = packet(1, 60);
        channel.write(Unpooled.copiedBuffer(join(one, two)), channel.voidPromise());
        byte[] three = join(packet(1, 8), packet(2, 70));
        channel.writeAndFlush(Unpooled.copiedBuffer(three), channel.voidPromise());
        assertThat(numbersSent()).containsExactly(1, 2, 1, 1);
        comes(frame(0, packet(0, 9), 0));
        channel.writeAndFlush(Unpooled.copiedBuffer(packet(1, 5)), channel.voidPromise());
        assertThat(numbersSent()).containsExactly(1);
    }

    /** Packets' numbers come round, and a command may arrive in the middle. */
    @Test
    void anAnswerThatIsUnderWayIsNotNumberedAnew() {
        comes(frame(0, packet(0, 9), 0));
        for (int number = 1; number <= 600; number++) {
            if (number == 3 || number == 500) {
                comes(frame(0, packet(0, 9), 0));
            }
            channel.writeAndFlush(Unpooled.copiedBuffer(packet(number & 0xff, 5)), channel.voidPromise());
            assertThat(numbersSent()).containsExactly(number & 0xff);
        }
        channel.write(Unpooled.copiedBuffer(packet(1, 5)), channel.voidPromise());
        channel.writeAndFlush(Unpooled.copiedBuffer(packet(1, 5)), channel.voidPromise());
        assertThat(numbersSent()).containsExactly(1, 1);
    }

    /** An answer of 256 packets is over, and the next one begins with the number that would come next anyway. */
    @Test
    void aCommandAfterPacketZeroIsAnsweredByOne() {
        comes(frame(0, packet(0, 9), 0));
        for (int number = 1; number <= 256; number++) {
            channel.write(Unpooled.copiedBuffer(packet(number & 0xff, 5)), channel.voidPromise());
        }
        channel.flush();
        assertThat(numbersSent()).containsExactly(1);
        comes(frame(0, packet(0, 9), 0));
        channel.writeAndFlush(Unpooled.copiedBuffer(packet(1, 5)), channel.voidPromise());
        assertThat(numbersSent()).containsExactly(1);
    }

    @Test
    void theAnswerGoesOnFromTheLastPieceOfACommand() {
        for (int round = 0; round < 3; round++) {
            byte[] command = packet(0, 90);
            comes(join(
                    frame(0, Arrays.copyOf(command, 40), 0),
                    frame(1, Arrays.copyOfRange(command, 40, 70), 0),
                    frame(2, Arrays.copyOfRange(command, 70, command.length), 0)));
            channel.writeAndFlush(Unpooled.copiedBuffer(packet(1, 40_000)), channel.voidPromise());
            assertThat(numbersSent()).as("round %d", round).containsExactly(3, 4);
        }
    }

    private List<Integer> numbersSent() {
        List<Integer> numbers = new ArrayList<>();
        ByteBuf frame;
        while ((frame = channel.readOutbound()) != null) {
            if (frame.isReadable()) {
                numbers.add((int) frame.getUnsignedByte(3));
            }
            frame.release();
        }
        return numbers;
    }

    @Test
    void aPromiseIsKeptWhenAllBeforeItIsOut() throws Exception {
        byte[] one = packet(0, 30);
        channel.write(Unpooled.copiedBuffer(one), channel.voidPromise());
        ChannelFuture written = channel.write(Unpooled.EMPTY_BUFFER);
        assertThat(written.isDone()).isFalse();
        channel.flush();
        assertThat(written.isSuccess()).isTrue();
        assertThat(sent(0)).isEqualTo(one);
    }

    /** As MySQL's client library does, which knows no other numbers than the compressed packets'. */
    @Test
    void whatGoesOnAfterAnAnswerFollowsThePacketsInsideIt() throws Exception {
        comes(packed(0, packet(0, 70)));
        byte[] answer = join(packet(1, 5), packet(2, 5), packet(3, 5), packet(4, 1));
        channel.writeAndFlush(Unpooled.copiedBuffer(answer), channel.voidPromise());
        assertThat(sent(1)).isEqualTo(answer);
        came();
        comes(packed(2, join(packet(2, 90), packet(3, 80))));
        comes(frame(3, packet(4, 0), 0));
        assertThat(came()).isEqualTo(join(packet(5, 90), packet(6, 80), packet(7, 0)));
        byte[] ok = packet(8, 7);
        channel.writeAndFlush(Unpooled.copiedBuffer(ok), channel.voidPromise());
        assertThat(sent(4)).isEqualTo(ok);
        comes(packed(0, packet(0, 70)));
        assertThat(came()).isEqualTo(packet(0, 70));
    }

    /** A file of more than 256 compressed packets: a number that is 0 again begins no command. */
    @Test
    void numbersBeginAgain() {
        comes(packed(0, packet(0, 70)));
        channel.writeAndFlush(Unpooled.copiedBuffer(join(packet(1, 1), packet(2, 1))), channel.voidPromise());
        came();
        for (int i = 0; i < 600; i++) {
            comes(frame((2 + i) & 0xff, packet((2 + i) & 0xff, 9), 0));
            assertThat(came()).as("packet %d", i).isEqualTo(packet((3 + i) & 0xff, 9));
        }
    }

    @Test
    void whatIsKeptIsReleasedAtTheEnd() {
        channel.config().setAutoRead(false);
        ByteBuf input = Unpooled.copiedBuffer(packed(0, packet(0, 70)));
        channel.writeOneInbound(input);
        channel.write(Unpooled.copiedBuffer(packet(1, 7)), channel.voidPromise());
        assertThat(input.refCnt()).isEqualTo(1);
        channel.close();
        channel.runPendingTasks();
        assertThat(input.refCnt()).isZero();
    }
}
