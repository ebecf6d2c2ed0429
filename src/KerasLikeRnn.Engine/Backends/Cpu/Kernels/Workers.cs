using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Runs the numbered chunks of a kernel on several threads. What a chunk is depends on sizes only, never on the number of
/// threads, and no chunk writes what another one reads: results are the same bits for any number of threads.
/// </summary>
/// <remarks>
/// The caller works too and waits only for chunks that were begun, so a busy machine costs time but never stalls.
/// A call from inside a chunk, or while another thread's call is running, runs its chunks one after the other on the spot.
/// </remarks>
internal static unsafe class Workers
{
    /// <summary>The environment variable that sets the number of threads.</summary>
    public const string ThreadsVariable = "KERASLIKERNN_NUM_THREADS";

    private const int MostThreads = 256;

    // Calls follow each other closely in training: for this long a thread looks for work before it sleeps.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private static readonly Lock CallGate = new();
    private static readonly object SleepGate = new();
    private static readonly Call Current = new();

    private static int threads = ThreadsFromEnvironment();
    private static int started = 1;
    private static int sleeping;

    [ThreadStatic]
    private static bool working;

    /// <summary>Threads that work on a call, the caller included. Default: <see cref="ThreadsVariable"/>, else all cores.</summary>
    public static int Threads
    {
        get => threads;
        set
        {
            if (value is < 1 or > MostThreads)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The number of threads must be from 1 to {MostThreads}.");
            threads = value;
        }
    }

    /// <summary>
    /// Calls body(state, 0) ... body(state, chunks - 1), in any order and at the same time. An exception of a chunk is thrown
    /// here, after the running chunks have ended; chunks not yet begun are left out.
    /// </summary>
    public static void For(int chunks, void* state, delegate*<void*, int, void> body)
    {
        if (chunks <= 1 || threads == 1 || working || !CallGate.TryEnter())
        {
            for (var chunk = 0; chunk < chunks; chunk++) body(state, chunk);
            return;
        }
        ExceptionDispatchInfo? failure;
        try
        {
            StartThreads();
            working = true;
            var number = Current.Open(chunks, state, body);
            if (Volatile.Read(ref sleeping) > 0) WakeAll();
            Current.Work(number);
            failure = Current.Close();
        }
        finally
        {
            working = false;
            CallGate.Exit();
        }
        failure?.Throw();
    }

    private static int ThreadsFromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(ThreadsVariable);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? Math.Min(count, MostThreads)
            : Math.Min(Environment.ProcessorCount, MostThreads);
    }

    private static void StartThreads()
    {
        while (started < threads)
        {
            var index = started++;
            new Thread(() => Serve(index)) { IsBackground = true, Name = $"KerasLikeRnn worker {index}" }.UnsafeStart();
        }
    }

    private static void Serve(int index)
    {
        working = true;
        var served = 0;
        while (true)
        {
            served = WaitForCall(served);
            if (index < Volatile.Read(ref threads)) Current.Work(served);
        }
    }

    /// <summary>Waits for a call other than the one served last, awake at first, then asleep; returns its number.</summary>
    private static int WaitForCall(int served)
    {
        var end = Stopwatch.GetTimestamp() + SpinTicks;
        while (Stopwatch.GetTimestamp() < end)
        {
            if (Current.Number != served) return Current.Number;
            Thread.SpinWait(10);
        }
        lock (SleepGate)
        {
            Interlocked.Increment(ref sleeping);
            while (Current.Number == served) Monitor.Wait(SleepGate);
            Interlocked.Decrement(ref sleeping);
            return Current.Number;
        }
    }

    private static void WakeAll()
    {
        lock (SleepGate) Monitor.PulseAll(SleepGate);
    }

    /// <summary>
    /// The call being worked on. Its fields change only when all its chunks are done; a thread that comes late finds none left to
    /// claim, whatever it is looking at.
    /// </summary>
    private sealed class Call
    {
        private const long OneCall = 1L << 32;

        // The call's number in the upper half, the chunks nobody has claimed yet in the lower one.
        private long ticket;
        private int chunks;
        private int done;
        private void* state;
        private delegate*<void*, int, void> body;
        private ExceptionDispatchInfo? failure;

        public int Number => (int)(Volatile.Read(ref ticket) >> 32);

        public int Open(int callChunks, void* callState, delegate*<void*, int, void> callBody)
        {
            chunks = callChunks;
            state = callState;
            body = callBody;
            failure = null;
            done = 0;
            var number = Number + 1;
            Interlocked.Exchange(ref ticket, number * OneCall + callChunks);
            return number;
        }

        public void Work(int number)
        {
            while (Claim(number) is var chunk and >= 0)
            {
                try
                {
                    body(state, chunk);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                    while (Claim(number) >= 0) Interlocked.Increment(ref done);
                }
                Interlocked.Increment(ref done);
            }
        }

        /// <summary>Waits for the chunks that others have claimed and returns what went wrong.</summary>
        public ExceptionDispatchInfo? Close()
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref done) < chunks) wait.SpinOnce(sleep1Threshold: -1);
            return failure;
        }

        /// <summary>A chunk of that call for the caller alone, or -1 when there is none left or the call is over.</summary>
        private int Claim(int number)
        {
            while (true)
            {
                var seen = Volatile.Read(ref ticket);
                var left = (int)seen;
                if (left == 0 || (int)(seen >> 32) != number) return -1;
                if (Interlocked.CompareExchange(ref ticket, seen - 1, seen) == seen) return chunks - left;
            }
        }
    }
}
