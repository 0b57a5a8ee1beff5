import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** Lets a broker accept the settings of tiered topics; nothing here lives long enough to be moved to a tier. */
public final class NoTier implements RemoteStorageManager {
    @Override
    public void configure(Map<String, ?> configs) { }

    @Override
    public Optional<RemoteLogSegmentMetadata.CustomMetadata> copyLogSegmentData(
            RemoteLogSegmentMetadata metadata, LogSegmentData data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start, int end) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) { }

    @Override
    public void close() { }
}
