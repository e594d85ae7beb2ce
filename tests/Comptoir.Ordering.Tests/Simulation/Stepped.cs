using System.Collections.Concurrent;
using System.Reflection;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>A door to the outside of a process (store, provider, channel) where before each call and before each answer anything else may happen.</summary>
public class Stepped : DispatchProxy
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Waits = new();
    private static readonly MethodInfo WaitOfT = typeof(Stepped).GetMethod(nameof(AnswerAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private object _inner = null!;
    private Scheduler _scheduler = null!;
    private Life _life = null!;

    internal static T Over<T>(T inner, Scheduler scheduler, Life life)
        where T : class
    {
        var proxy = Create<T, Stepped>();
        var stepped = (Stepped)(object)proxy;
        (stepped._inner, stepped._scheduler, stepped._life) = (inner, scheduler, life);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        if (type == typeof(Task)) return DoneAsync(targetMethod, args);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>)) return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        return Waits.GetOrAdd(type.GenericTypeArguments[0], t => WaitOfT.MakeGenericMethod(t)).Invoke(this, [targetMethod, args]);
    }

    private async Task DoneAsync(MethodInfo method, object?[]? args)
    {
        await _scheduler.Step(_life);
        await (Task)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!;
        await _scheduler.Step(_life);
    }

    private async Task<T> AnswerAsync<T>(MethodInfo method, object?[]? args)
    {
        await _scheduler.Step(_life);
        var answer = await (Task<T>)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!;
        await _scheduler.Step(_life);
        return answer;
    }
}
