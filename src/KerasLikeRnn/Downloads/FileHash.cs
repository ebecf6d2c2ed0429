using System.Security.Cryptography;

namespace KerasLikeRnn.Downloads;

/// <summary>A file's expected MD5 or SHA-256 checksum.</summary>
internal sealed record FileHash(string Expected, string Algorithm)
{
    /// <summary>Checks the name of an algorithm: <c>auto</c> goes by the length of the hash.</summary>
    /// <exception cref="ValueError">The algorithm is not known.</exception>
    internal static FileHash? From(string? expected, string algorithm)
    {
        if (algorithm is not ("auto" or "md5" or "sha256"))
            throw new ValueError($"hash_algorithm must be 'auto', 'sha256' or 'md5'. Received: '{algorithm}'", nameof(algorithm));
        return expected is null ? null : new FileHash(expected, algorithm);
    }

    internal bool Matches(string path)
    {
        using var hash = IncrementalHash.CreateHash(Name);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var block = new byte[1 << 16];
        for (var count = stream.Read(block); count > 0; count = stream.Read(block)) hash.AppendData(block.AsSpan(0, count));
        return string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), Expected, StringComparison.OrdinalIgnoreCase);
    }

    private HashAlgorithmName Name
        => Algorithm == "sha256" || (Algorithm == "auto" && Expected.Length == 64) ? HashAlgorithmName.SHA256 : HashAlgorithmName.MD5;
}
